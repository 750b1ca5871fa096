import { CannotRunError, isCannotRunError } from '../command/errors.js';
import { cleanPaste, withoutColours } from './clean-paste.js';
import type { InputDocument } from './document.js';
import { parseSource } from './parse-source.js';
import { type ShapedInput, shapesIn } from './shape.js';
import type { Source } from './source.js';

/** Parses texts that were read, and finds out what each holds. */
export async function shapeSources(sources: readonly Source[]): Promise<ShapedInput[]> {
  const shapes = await Promise.all(sources.map(shapesOfSource));
  return shapes.flat();
}

/** A text that cannot be read as it is may be one that was pasted. */
async function shapesOfSource(source: Source): Promise<readonly ShapedInput[]> {
  const plain = { ...source, text: withoutColours(source.text) };
  try {
    return (await parseSource(plain)).flatMap(shapesOrThrow);
  } catch (error) {
    const cleaned = { ...plain, text: cleanPaste(plain.text) };
    if (!isCannotRunError(error) || cleaned.text === plain.text || cleaned.text.trim() === '') {
      throw error;
    }
    return (await parseSource(cleaned)).flatMap(shapesOrThrow);
  }
}

function shapesOrThrow(document: InputDocument): readonly ShapedInput[] {
  const shapes = shapesIn(document);
  if (shapes.length > 0 || isEmptyList(document.value)) return shapes;
  throw new CannotRunError(
    'input',
    `${document.source.name} is none of: juju show-unit, juju config, juju show-model, juju status, an application databag, provider data, an entry, a spec, an inventory, an object of Kubernetes, values of Velero's Helm chart`,
  );
}

function isEmptyList(value: unknown): boolean {
  return typeof value === 'object' && value !== null && 'items' in value;
}
