import { jsonDeep, jsonText } from './generated/contract-templates.js';
import type { Issue } from './issue.js';
import { issueOf } from './template.js';
import { mayHoldLoneSurrogate } from './unicode.js';

/**
 * The deepest nesting of arrays and objects in a text. The contract needs five levels; Pydantic's and
 * Python's JSON readers give up at about 200 and 990, and a charm must never die of its input.
 */
const MAX_DEPTH = 200;

/** A parsed text, or why it was refused. */
export type Parsed =
  | {
      readonly ok: true;
      readonly value: unknown;
      /** True if no string in `value` holds a lone surrogate; false if one may. */
      readonly wellFormed: boolean;
    }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** Parses JSON. Never throws: a text that is not JSON, or nests too deeply, is an issue. */
export function parseJson(text: string): Parsed {
  const parsed = parseOfAnyDepth(text);
  return parsed.ok && isTooDeep(text, parsed.value) ? tooDeep() : parsed;
}

/** Parses JSON that may nest so deeply that a recursive function would not come back from it. */
export function parseOfAnyDepth(text: string): Parsed {
  try {
    return { ok: true, value: JSON.parse(text), wellFormed: !mayHoldLoneSurrogate(text) };
  } catch (error) {
    const reason = error instanceof Error ? error.message : 'syntax error';
    return refused(issueOf(jsonText, '', { reason }));
  }
}

/** True if the content of `text` nests more than 200 deep. */
export function isTooDeep(text: string, value: unknown): boolean {
  // A text that nests 200 deep has at least 400 brackets: most are not that long.
  return text.length > 2 * MAX_DEPTH && isContainer(value) && isDeeperThan(value, MAX_DEPTH);
}

/** A text that nests more than 200 deep. */
export function tooDeep(): Parsed & { readonly ok: false } {
  return refused(issueOf(jsonDeep, '', { limit: String(MAX_DEPTH) }));
}

function refused(issue: Issue): Parsed & { readonly ok: false } {
  return { ok: false, issues: [issue] };
}

/** Recurses `limit` levels at most, whatever the value. */
function isDeeperThan(container: object, limit: number): boolean {
  if (limit === 0) return true;
  if (Array.isArray(container)) {
    return container.some((item) => isContainer(item) && isDeeperThan(item, limit - 1));
  }
  for (const key in container) {
    const value: unknown = Reflect.get(container, key);
    if (isContainer(value) && isDeeperThan(value, limit - 1)) return true;
  }
  return false;
}

function isContainer(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
