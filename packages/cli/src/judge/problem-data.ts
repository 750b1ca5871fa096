import type { Severity } from '@k8s-backup-target/schema';
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

/** A problem with its position looked up. */
export function problemData(problem: Problem): ProblemData {
  const { severity, refused, rule, message, remedy, subject, place } = problem;
  const { document, pointer, inner } = place;
  const { line, column } = document.positionOf(pointer);
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
