// Room: Files and pastes as documents whose values know their line. May import command.
import type { InputIo } from '../command/io.js';
import { readSources } from './read-sources.js';
import type { ShapedInput } from './shape.js';
import { shapeSources } from './shape-sources.js';

/**
 * Reads files and standard input, and finds out what each holds.
 *
 * @throws CannotRunError `input` for what cannot be read, is neither JSON nor YAML, or has no known shape.
 */
export async function readInputs(
  names: readonly string[],
  io: InputIo,
  { skipOthers = false }: ReadOptions = {},
): Promise<ShapedInput[]> {
  const sources = await readSources(names, io);
  return shapeSources(
    skipOthers ? sources.map((source) => ({ ...source, mayBeOther: true })) : sources,
  );
}

/** Options for reading. */
export interface ReadOptions {
  /** True to leave out what holds nothing of ours, as in a folder. */
  readonly skipOthers?: boolean;
}
