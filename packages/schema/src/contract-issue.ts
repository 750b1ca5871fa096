import * as templates from './generated/contract-templates.js';
import { patternExamples } from './generated/pattern-examples.js';
import type { Issue, SchemaKeyword } from './issue.js';
import { type KnownFields, knownAt } from './known-fields.js';
import { MAX_ISSUES } from './limits.js';
import { nearest } from './nearest.js';
import { issueOf } from './template.js';
import type { ValidatorError } from './validator.js';

/** The parameter that says what the schema wants, or which field is unknown. */
const PARAMETER: Readonly<Record<SchemaKeyword, string>> = {
  type: 'type',
  required: 'missingProperty',
  additionalProperties: 'additionalProperty',
  pattern: 'pattern',
  minLength: 'limit',
  maxLength: 'limit',
};

/**
 * An emitted validator's error as an issue. A key with a lone surrogate cannot be printed, so its pointer has
 * U+FFFD in place of it.
 *
 * @param fields the fields of the value that was validated, from which one that is unknown is told
 */
export function contractIssue(
  { instancePath, keyword, params }: ValidatorError,
  fields: KnownFields,
): Issue {
  const path = instancePath.toWellFormed();
  const value = [params[PARAMETER[keyword]]].flat().join(' or ');
  return MAKE[keyword](path, value, fields);
}

/** Says that there are more issues than are listed. */
export function tooManyIssues(path: string): Issue {
  return issueOf(templates.tooManyIssuesRefused, path, { limit: String(MAX_ISSUES) });
}

const MAKE: Readonly<
  Record<SchemaKeyword, (path: string, value: string, fields: KnownFields) => Issue>
> = {
  type: (path, types) => issueOf(templates.typeValue, path, { types }),
  required: (path, key) => ({ ...issueOf(templates.requiredValue, path, { key }), key }),
  additionalProperties: unknownField,
  pattern: patternIssue,
  minLength: (path, limit) => issueOf(templates.minLengthValue, path, { limit }),
  maxLength: (path, limit) => issueOf(templates.maxLengthValue, path, { limit }),
};

function patternIssue(path: string, pattern: string): Issue {
  const examples = patternExamples[pattern] ?? [];
  return examples.length === 0
    ? issueOf(templates.patternPattern, path, { pattern })
    : issueOf(templates.patternExamples, path, { examples: examples.join(', ') });
}

function unknownField(path: string, name: string, fields: KnownFields): Issue {
  const key = name.toWellFormed();
  const suggestion = nearest(key, knownAt(fields, path));
  if (suggestion === undefined) {
    return { ...issueOf(templates.additionalPropertiesUnknown, path, { key }), key };
  }
  const values = { key, suggestion };
  return { ...issueOf(templates.additionalPropertiesMisspelt, path, values), ...values };
}
