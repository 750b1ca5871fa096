import type { SchemaKeyword } from './issue.js';

/** One error as Ajv's emitted code reports it. */
export interface ValidatorError {
  readonly instancePath: string;
  readonly keyword: SchemaKeyword;
  readonly params: Readonly<Record<string, unknown>>;
}

/** An emitted validator. `errors` is overwritten by the next call: read it at once. */
export interface Validator {
  (value: unknown): boolean;
  errors?: readonly ValidatorError[] | null;
}
