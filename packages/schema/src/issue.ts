/** One thing wrong with a value or a databag. Tools compare `path` and `rule`; `message` is for people. */
export interface Issue {
  /** JSON Pointer to what breaks the rule; the empty string is the whole value. */
  readonly path: string;
  /**
   * The JSON Schema keyword that is broken (`type`, `required`, `pattern`, `additionalProperties`, ...),
   * or `json` (not JSON, or nested too deeply), `unicode` (a lone surrogate) or `unreadable` (the value
   * throws when it is read) or `tooManyIssues` (stands for more than a million).
   */
  readonly rule: string;
  /** What is wrong and what to do about it, in one line. */
  readonly message: string;
}

/** A value that may be wrong: narrow on `ok`. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue[] };

/** The first issue, and how many more there are: fit for a log line or a unit's status. */
export function summarizeIssues(issues: readonly Issue[]): string {
  const [first, ...more] = issues;
  if (first === undefined) return 'no issues';
  const where = first.path === '' ? 'the value' : first.path;
  const rest = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return oneLine(`${where} ${first.message}${rest}`);
}

/** Puts a space for each run of line breaks, control characters and lone surrogates, which garble a log. */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]+/gu, ' ');
}

/** Data that breaks the contract, thrown by the throwing forms. Its `issues` say where and why. */
export class ContractError extends Error {
  override readonly name = 'ContractError';
  readonly code = 'invalid-data';
  readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[]) {
    super(`invalid-data: ${summarizeIssues(issues)}`);
    this.issues = issues;
  }
}
