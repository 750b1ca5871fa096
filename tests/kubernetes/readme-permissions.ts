import { readFileSync } from 'node:fs';
import type { PolicyRule } from './start.js';

const README = new URL('../../examples/README.md', import.meta.url);
const INTRODUCTION = "It needs these permissions in Velero's namespace: ";
/** `` `list` and `create` of `schedules.velero.io` `` */
const RULE = /(?<verbs>(?:`[a-z]+`(?:, | and )?)+) of `(?<resource>[a-z]+)\.(?<group>[a-z.]+)`/g;

/** The rules of the integrator's Role, as the sentence in the examples' README names them. */
export function permissionsOfReadme(): PolicyRule[] {
  const [, sentence] = readFileSync(README, 'utf8').split(INTRODUCTION);
  const [line = ''] = sentence?.split('\n') ?? [];
  const rules = [...line.matchAll(RULE)].map(({ groups = {} }) => ({
    apiGroups: [String(groups['group'])],
    resources: [String(groups['resource'])],
    verbs: [...String(groups['verbs']).matchAll(/[a-z]{3,}/g)]
      .map(String)
      .filter((word) => word !== 'and'),
  }));
  if (rules.length === 0) throw new Error('The README names no permissions of the integrator.');
  return rules;
}
