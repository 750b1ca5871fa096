import * as templates from './generated/contract-templates.js';
import { patternExamples } from './generated/pattern-examples.js';
import type { Issue, SchemaKeyword } from './issue.js';
import { type KnownFields, knownAt } from './known-fields.js';
import { MAX_ISSUES } from './limits.js';
import { nearest } from './nearest.js';
import { issueOf, type Template, type Values } from './template.js';
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
  if (keyword === 'additionalProperties') return unknownField(path, value.toWellFormed(), fields);
  return { ...wantedBySchema(keyword, value), path };
}

/** Says that there are more issues than are listed. */
export function tooManyIssues(path: string): Issue {
  return issueOf(templates.tooManyIssuesRefused, path, { limit: String(MAX_ISSUES) });
}

/** Issues without a path, by keyword and value: there are few, and a hostile databag breaks each a million times. */
const made = new Map<string, Issue>();

function wantedBySchema(
  keyword: Exclude<SchemaKeyword, 'additionalProperties'>,
  value: string,
): Issue {
  const name = `${keyword} ${value}`;
  const known = made.get(name) ?? MAKE[keyword](value);
  made.set(name, known);
  return known;
}

const MAKE: Readonly<
  Record<Exclude<SchemaKeyword, 'additionalProperties'>, (value: string) => Issue>
> = {
  type: (types) => unplaced(templates.typeValue, { types }),
  required: (key) => ({ ...unplaced(templates.requiredValue, { key }), key }),
  pattern: patternIssue,
  minLength: (limit) => unplaced(templates.minLengthValue, { limit }),
  maxLength: (limit) => unplaced(templates.maxLengthValue, { limit }),
};

/** An issue whose path is still to be told. */
function unplaced<T extends Template>(template: T, values: Values<T>): Issue<T['rule']> {
  return issueOf(template, '', values);
}

function patternIssue(pattern: string): Issue {
  const examples = patternExamples[pattern] ?? [];
  return examples.length === 0
    ? unplaced(templates.patternPattern, { pattern })
    : unplaced(templates.patternExamples, { examples: examples.join(', ') });
}

function unknownField(path: string, key: string, fields: KnownFields): Issue {
  const suggestion = nearest(key, knownAt(fields, path));
  if (suggestion === undefined) {
    return { ...issueOf(templates.additionalPropertiesUnknown, path, { key }), key };
  }
  const values = { key, suggestion };
  return { ...issueOf(templates.additionalPropertiesMisspelt, path, values), ...values };
}
