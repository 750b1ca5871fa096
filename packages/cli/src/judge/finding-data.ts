import type { Problem } from '../generated/output.js';
import { positionWithin } from '../input/document.js';
import type { Position } from '../input/position.js';
import type { InputFinding } from './input-finding.js';
import { valueText } from './input-finding.js';

/** Rules that find a field which should not be there: its name is what is wrong. */
const OF_KEYS: readonly string[] = ['additionalProperties', 'unknown-field'];

/** Where the fault is: a value, also within the text of a databag, or the name of a field. */
function positionOf({ rule, place: { document, pointer, inner } }: InputFinding): Position {
  const part = OF_KEYS.includes(rule) ? 'key' : 'value';
  return inner === null
    ? document.positionOf(pointer, part)
    : positionWithin(document, pointer, inner, part);
}

/** A problem with its position looked up. */
export function findingData(problem: InputFinding): Problem {
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
