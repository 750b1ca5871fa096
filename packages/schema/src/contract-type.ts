import { contractIssue, tooManyIssues } from './contract-issue.js';
import { unreadableValue } from './generated/contract-templates.js';
import { ContractError, type Issue, type Result } from './issue.js';
import type { KnownFields } from './known-fields.js';
import { MAX_ISSUES } from './limits.js';
import type { Normalized } from './normalized.js';
import { pointerKeys } from './pointer.js';
import type { StandardResult, StandardSchema } from './standard-schema.js';
import { issueOf } from './template.js';
import { isWellFormed, unicodeIssues } from './unicode.js';
import type { Validator } from './validator.js';

/** One definition of the schema in one view, ready to check values; also a Standard Schema. */
export interface ContractType<T> extends StandardSchema<T, Normalized<T>> {
  /**
   * Checks any value. Never throws, and takes time linear in the size of the value.
   *
   * @returns a normalised copy, or every issue found.
   */
  validate(value: unknown, options?: ValidateOptions): Result<Normalized<T>>;
  /**
   * The throwing form of `validate`.
   *
   * @throws ContractError with every issue found.
   */
  parse(value: unknown): Normalized<T>;
}

/** Facts that the caller knows of a value already. */
export interface ValidateOptions {
  /** No string in the value holds a lone surrogate, so none is looked for. Default: false. */
  readonly wellFormed?: boolean | undefined;
  /**
   * Nothing else holds the value: it is returned itself where it equals its normalised copy, with just the
   * known keys in the schema's order. Default: false.
   */
  readonly owned?: boolean | undefined;
  /** False: only the verdict is asked for, and an invalid value comes without its issues. Default: true. */
  readonly listed?: boolean | undefined;
}

/** What only the write view needs: its values come from a program, and a person has named the fields. */
export interface WriterParts {
  /** Finds what no JSON text can hold. Default: nothing. */
  readonly foreignIssues?: (value: unknown) => readonly Issue[];
  /** The fields from which an unknown one is told. Default: none. */
  readonly fields?: KnownFields;
}

/**
 * Makes a contract type of what is generated: validator, normaliser, and whether the latter is needed.
 */
export function contractType<T>(
  validator: Validator,
  normalize: (value: T) => Normalized<T>,
  isExact: (value: T) => boolean,
  { foreignIssues = () => [], fields = {} }: WriterParts = {},
): ContractType<T> {
  const keep = (value: T): Normalized<T> =>
    isExact(value) ? (value as Normalized<T>) : normalize(value);
  const checks = { validator, fields };
  const validate = (value: unknown, options: ValidateOptions = {}): Result<Normalized<T>> => {
    try {
      const result = check(checks, options.owned ? keep : normalize, value, options);
      // After the check, so the value is not deeper than the schema.
      const issues = result.ok ? foreignIssues(value) : [];
      return issues.length > 0 ? { ok: false, issues } : result;
    } catch (error) {
      return { ok: false, issues: [unreadable(error)] };
    }
  };
  return {
    validate,
    parse: (value) => valueOrThrow(validate(value)),
    '~standard': {
      version: 1,
      vendor: 'k8s-backup-target',
      validate: (value) => {
        const result = validate(value);
        try {
          return toStandardResult(result, value);
        } catch (error) {
          return toStandardResult({ ok: false, issues: [unreadable(error)] }, undefined);
        }
      },
    },
  };
}

interface Checks {
  readonly validator: Validator;
  readonly fields: KnownFields;
}

function check<T>(
  { validator, fields }: Checks,
  normalize: (value: T) => Normalized<T>,
  value: unknown,
  { wellFormed = false, listed = true }: ValidateOptions,
): Result<Normalized<T>> {
  if (!validator(value)) return { ok: false, issues: listed ? issuesOf(validator, fields) : [] };
  const normalized = normalize(value as T);
  if (wellFormed || isWellFormed(normalized)) return { ok: true, value: normalized };
  return { ok: false, issues: unicodeIssues(normalized) };
}

function issuesOf(validator: Validator, fields: KnownFields): readonly Issue[] {
  const errors = validator.errors ?? [];
  if (errors.length > MAX_ISSUES) return [tooManyIssues('')];
  return errors.map((error) => contractIssue(error, fields));
}

function valueOrThrow<T>(result: Result<T>): T {
  if (!result.ok) throw new ContractError(result.issues);
  return result.value;
}

/** A getter, a proxy or a revoked object can throw at any property. */
function unreadable(error: unknown): Issue {
  return issueOf(unreadableValue, '', { reason: describeThrown(error) });
}

function describeThrown(error: unknown): string {
  try {
    return String(error);
  } catch {
    return 'an error without a text';
  }
}

function toStandardResult<T>(result: Result<T>, value: unknown): StandardResult<T> {
  if (result.ok) return { value: result.value };
  return {
    issues: result.issues.map(({ path, message, remedy }) => ({
      message: remedy === undefined ? message : `${message}: ${remedy}`,
      path: pointerKeys(path, value),
    })),
  };
}
