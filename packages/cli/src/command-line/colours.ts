import type { Io, Writer } from '../command/io.js';

/**
 * The same streams, with the colours that `--color` asks for. Errors are printed in colours too, those of the command
 * line among them: so this looks for the option before the command line is read.
 */
export function withColours(io: Io, words: readonly string[]): Io {
  const when = colourWord(words);
  if (when !== 'always' && when !== 'never') return io;
  const isColourful = when === 'always';
  return {
    ...io,
    stdout: coloured(io.stdout, isColourful),
    stderr: coloured(io.stderr, isColourful),
  };
}

function colourWord(words: readonly string[]): string | undefined {
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  const at = options.findLastIndex((word) => word === '--color' || word.startsWith('--color='));
  const word = options[at];
  return word === '--color' ? options[at + 1] : word?.slice('--color='.length);
}

function coloured(writer: Writer, isColourful: boolean): Writer {
  return {
    write: (text) => writer.write(text),
    isTTY: writer.isTTY,
    get rows() {
      return writer.rows;
    },
    get columns() {
      return writer.columns;
    },
    isColourful,
  };
}
