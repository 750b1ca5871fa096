import type { Severity } from '@k8s-backup-target/schema';
import { positionWithin } from '../input/document.js';
import type { Position } from '../input/position.js';
import type { Problem } from './problem.js';
import { valueText } from './problem.js';

/** A problem as JSON output holds it. */
export interface ProblemData {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly severity: Severity;
  readonly refused: boolean;
  readonly rule: string;
  readonly message: string;
  readonly remedy: string | null;
  readonly subject: string | null;
  /** JSON Pointer in the file. */
  readonly pointer: string;
  /** JSON Pointer in the JSON text at that place. */
  readonly inner: string | null;
  /** The value there, as JSON, shortened. */
  readonly value: string | null;
}

/** Rules that find a field which should not be there: its name is what is wrong. */
const OF_KEYS: readonly string[] = ['additionalProperties', 'unknown-field'];

/** Where the fault is: a value, also within the text of a databag, or the name of a field. */
function positionOf({ rule, place: { document, pointer, inner } }: Problem): Position {
  const part = OF_KEYS.includes(rule) ? 'key' : 'value';
  return inner === null
    ? document.positionOf(pointer, part)
    : positionWithin(document, pointer, inner, part);
}

/** A problem with its position looked up. */
export function problemData(problem: Problem): ProblemData {
  const { severity, refused, rule, message, remedy, subject, place } = problem;
  const { document, pointer, inner } = place;
  const { line, column } = positionOf(problem);
  return {
    file: document.source.name,
    line,
    column,
    severity,
    refused,
    rule,
    message,
    remedy,
    subject,
    pointer,
    inner,
    value: valueText(place),
  };
}
