import type { ShapedInput } from './kbt.js';
import { fieldsOf, textOf } from './kbt.js';

const WORDS: Readonly<Record<Exclude<ShapedInput['shape'], 'object'>, string>> = {
  'show-unit': 'juju show-unit',
  'juju-config': 'juju config',
  'juju-model': 'juju show-model',
  'juju-status': 'juju status',
  databag: 'an application databag',
  'provider-data': 'what a provider publishes',
  entry: 'a backup target',
  spec: 'a spec',
  inventory: 'an inventory',
  unreadable: 'neither JSON nor YAML',
};

/** What a text was taken for; null for what could not be read. */
export function recognise(inputs: readonly ShapedInput[]): string | null {
  const names = inputs.map(({ shape, value }) =>
    shape === 'object' ? `a ${textOf(fieldsOf(value)['kind']) ?? 'list'}` : WORDS[shape],
  );
  const [first, second] = [...new Set(names)];
  if (first === undefined) return null;
  return second === undefined ? first : `${first} and more`;
}
