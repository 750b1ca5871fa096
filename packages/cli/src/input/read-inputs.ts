// Room: Files and pastes as documents whose values know their line. May import command.
import type { InputIo } from '../command/io.js';
import type { ShapedInput } from './shape.js';
import { shapeSources } from './shape-sources.js';
import { readSources } from './source.js';

/**
 * Reads files and standard input, and finds out what each holds.
 *
 * @throws CannotRunError `input` for what cannot be read, is neither JSON nor YAML, or has no known shape.
 */
export async function readInputs(names: readonly string[], io: InputIo): Promise<ShapedInput[]> {
  return shapeSources(await readSources(names, io));
}
