import { oneLine, type Result } from './issue.js';

/**
 * How deep a text may nest arrays and objects. The contract needs five levels; Pydantic's and
 * Python's JSON readers give up at about 200 and 990, and a charm must never die of its input.
 */
export const MAX_DEPTH = 200;

/** Parses JSON. Never throws: a text that is not JSON, or nests too deeply, is an issue. */
export function parseJson(text: string): Result<unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return notJson(`is not JSON (${error instanceof Error ? error.message : 'syntax error'})`);
  }
  // A text that nests 200 deep has at least 400 brackets: most are not that long.
  if (text.length > 2 * MAX_DEPTH && isDeeperThan(value, MAX_DEPTH)) {
    return notJson(`nests deeper than ${MAX_DEPTH} levels`);
  }
  return { ok: true, value };
}

function notJson(message: string): Result<never> {
  return { ok: false, issues: [{ path: '', rule: 'json', message: oneLine(message) }] };
}

/** Recurses `limit` levels at most, whatever the value. */
function isDeeperThan(value: unknown, limit: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  if (limit === 0) return true;
  for (const key in value) {
    if (isDeeperThan((value as Record<string, unknown>)[key], limit - 1)) return true;
  }
  return false;
}
