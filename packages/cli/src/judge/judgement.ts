// Room: Problems of a databag, a spec or an object of Velero. May import any room that does not need it.
import type { OutputOf } from '../command/report.js';
import type { ShapedInput } from '../input/shape.js';
import type { InputFinding } from './input-finding.js';

/** The result: how many targets, specs and objects, and everything wrong with them. */
export interface Judgement {
  readonly judged: number;
  readonly problems: readonly InputFinding[];
  /** Files of a folder that may hold something to judge, and cannot be read. */
  readonly notRead?: readonly ShapedInput[];
}

/** Several judgements as one. */
export function together(judgements: readonly Judgement[]): Required<Judgement> {
  return {
    judged: judgements.reduce((sum, { judged: count }) => sum + count, 0),
    problems: judgements.flatMap(({ problems }) => problems),
    notRead: judgements.flatMap(({ notRead = [] }) => notRead),
  };
}

/** A file among many that may hold something to judge, and cannot be read. */
export type NotRead = OutputOf<'validate'>['notRead'][number];

/** What an input of the shape `unreadable` says, without the name of its file. */
export function notReadOf({ document, value }: ShapedInput): NotRead {
  const { line, column } = document.positionOf('');
  const { name } = document.source;
  const said = String(value).replace(/^input: /, '');
  const place = [`${name}:${line}:${column} `, `${name} `].find((start) => said.startsWith(start));
  return { file: name, line, column, message: said.slice(place?.length ?? 0) };
}
