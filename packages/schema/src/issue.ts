import type { ContractRule } from './generated/contract-rule.js';

/** The keywords of JSON Schema that the contract's dialect has. */
export type SchemaKeyword =
  | 'type'
  | 'required'
  | 'additionalProperties'
  | 'pattern'
  | 'minLength'
  | 'maxLength';

/**
 * How grave something is. `error`: Velero, Kubernetes or a requirer rejects it. `warning`: likely a mistake.
 * `info`: nothing is to be done.
 */
export type Severity = 'error' | 'warning' | 'info';

/** One thing wrong with a value or a databag. Tools compare `path` and `rule`; the texts are for people. */
export interface Issue<Rule extends string = ContractRule> {
  /** JSON Pointer to what breaks the rule; the empty string is the whole value. */
  readonly path: string;
  /** The id of the rule that is broken. */
  readonly rule: Rule;
  /** The fault, in one line; and what to do about it, unless a remedy says so. */
  readonly message: string;
  /** The advice, in the imperative, where the message does not give it. */
  readonly remedy?: string | undefined;
  /** The field that the object at `path` lacks, or that it has and should not. */
  readonly key?: string | undefined;
  /** The field that is spelt nearly as the unknown `key`. */
  readonly suggestion?: string | undefined;
}

/** A value that may be wrong: narrow on `ok`. */
export type Result<T, Rule extends string = ContractRule> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly issues: readonly Issue<Rule>[] };

/**
 * An issue in one line: where, what, and what to do. A path over 200 characters is shortened in its middle, and so
 * is a message or a remedy over 600: a stranger's name of a megabyte is more than Juju's commands can be given.
 */
export function describeIssue({ path, message, remedy }: Issue<string>): string {
  const where = path === '' ? 'the value' : shortened(path, MOST_OF_PATH);
  const advice = remedy === undefined ? '' : `: ${shortened(remedy, MOST_OF_TEXT)}`;
  return oneLine(`${where} ${shortened(message, MOST_OF_TEXT)}${advice}`);
}

const MOST_OF_PATH = 200;
const MOST_OF_TEXT = 600;

/** Seven tenths and a quarter of what is shown. Counts characters, some of two code units, as Python does. */
function shortened(text: string, most: number): string {
  const first = [...text.slice(0, 2 * most + 2)];
  if (first.length <= most) return text;
  const kept = Math.floor(most / 4);
  const last = [...text.slice(-2 * kept - 1)].slice(-kept);
  return `${first.slice(0, Math.floor((most * 7) / 10)).join('')}...${last.join('')}`;
}

/** The first issue, and how many more there are: fit for a log line or a unit's status. */
export function summarizeIssues(issues: readonly Issue<string>[]): string {
  const [first] = issues;
  if (first === undefined) return 'no issues';
  const rest = issues.length === 1 ? '' : ` (and ${issues.length - 1} more)`;
  return `${describeIssue(first)}${rest}`;
}

/**
 * What garbles a log or forges a line of it, as a class of regular expressions: line breaks, control characters, marks
 * that turn the direction of what follows, lone surrogates, and what is not a character.
 */
export const GARBLING =
  '[\\p{Cc}\\p{Cs}\\p{Zl}\\p{Zp}\\p{Noncharacter_Code_Point}\\u061c\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff\\ufff9-\\ufffb]';

const GARBLING_RUN = new RegExp(`${GARBLING}+`, 'gu');

/** Replaces each run of what garbles a log with a space. */
export function oneLine(text: string): string {
  return text.replace(GARBLING_RUN, ' ');
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

/** Recognises a {@link ContractError}, also one of another copy of this package. */
export function isContractError(error: unknown): error is ContractError {
  return (
    error instanceof Error &&
    error.name === 'ContractError' &&
    'code' in error &&
    error.code === 'invalid-data'
  );
}
