import type { ShapedInput } from '../input/shape.js';

/** A file among many that may hold something to judge, and cannot be read. */
export interface NotRead {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** Why it cannot be read, and what to do. */
  readonly message: string;
}

/** What an input of the shape `unreadable` says, without the name of its file. */
export function notReadOf({ document, value }: ShapedInput): NotRead {
  const { line, column } = document.positionOf('');
  const { name } = document.source;
  const said = String(value).replace(/^input: /, '');
  const place = [`${name}:${line}:${column} `, `${name} `].find((start) => said.startsWith(start));
  return { file: name, line, column, message: said.slice(place?.length ?? 0) };
}
