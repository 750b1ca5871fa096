import { CannotRunError } from '../command/errors.js';
import { refuseUnbounded } from './bounds.js';
import type { InputDocument } from './document.js';
import { parseJsonSource } from './json-document.js';
import type { Source } from './source.js';

/**
 * Parses a text as JSON where it is JSON, else as YAML, each with any number of documents. The YAML parser
 * loads only where it is needed: JSON starts sooner.
 *
 * @throws CannotRunError `input`, with line and column, for a text that is neither, or whose value is beyond
 * all bounds: too deep, in a circle, or made too large by aliases.
 */
export async function parseSource(source: Source): Promise<readonly InputDocument[]> {
  if (source.text.trim() === '') throw empty(source);
  const documents = await documentsIn(source);
  if (documents.length === 0) throw empty(source);
  for (const { value } of documents) refuseUnbounded(value, source.name, source.text.length);
  return documents;
}

async function documentsIn(source: Source): Promise<readonly InputDocument[]> {
  const json = parseJsonSource(source);
  if (json.length > 0) return json;
  const { parseYamlSource } = await import('./yaml-document.js');
  return parseYamlSource(source);
}

function empty({ name }: Source): Error {
  return new CannotRunError('input', `${name === '-' ? 'standard input' : name} is empty`);
}
