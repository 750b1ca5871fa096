import { CannotRunError } from '../command/errors.js';
import type { InputDocument } from './document.js';
import { parseJsonSource } from './json-document.js';
import type { Source } from './source.js';

/**
 * Parses a text as JSON where it is JSON, else as YAML, each with any number of documents. The YAML parser
 * loads only where it is needed: JSON starts sooner.
 *
 * @throws CannotRunError `input`, with line and column, for a text that is neither.
 */
export async function parseSource(source: Source): Promise<readonly InputDocument[]> {
  if (source.text.trim() === '') throw empty(source);
  const json = parseJsonSource(source);
  if (json.length > 0) return json;
  const { parseYamlSource } = await import('./yaml-document.js');
  const documents = parseYamlSource(source);
  if (documents.length === 0) throw empty(source);
  return documents;
}

function empty({ name }: Source): Error {
  return new CannotRunError('input', `${name === '-' ? 'standard input' : name} is empty`);
}
