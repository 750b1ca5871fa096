import { patternExamples } from './generated/pattern-examples.js';
import { type Issue, oneLine, type SchemaKeyword } from './issue.js';
import { MAX_ISSUES } from './limits.js';
import type { ValidatorError } from './validator.js';

/**
 * An emitted validator's error as an issue, with a sentence that says what to do. A key with a lone
 * surrogate cannot be printed, so its pointer has U+FFFD in place of it.
 */
export function toIssue({ instancePath, keyword, params }: ValidatorError): Issue {
  return { path: instancePath.toWellFormed(), rule: keyword, message: messageFor(keyword, params) };
}

/** Stands for more issues than are listed. */
export function tooManyIssues(path: string): Issue {
  const message = `has more than ${MAX_ISSUES} issues; the rest are not listed`;
  return { path, rule: 'too-many-issues', message };
}

function messageFor(keyword: SchemaKeyword, params: ValidatorError['params']): string {
  switch (keyword) {
    case 'type':
      return `must be of type ${[params['type']].flat().join(' or ')}`;
    case 'required':
      return `lacks the required field "${params['missingProperty']}"`;
    case 'additionalProperties':
      return `has the unknown field ${quote(params['additionalProperty'])}: correct its spelling or remove it`;
    case 'pattern':
      return patternMessage(String(params['pattern']));
    case 'minLength':
      return `must be at least ${params['limit']} characters long`;
    case 'maxLength':
      return `must be at most ${params['limit']} characters long`;
  }
}

/** A key may hold line breaks. */
function quote(key: unknown): string {
  return oneLine(JSON.stringify(key));
}

function patternMessage(pattern: string): string {
  const examples = patternExamples[pattern] ?? [];
  if (examples.length === 0) return `must match ${pattern}`;
  return `must look like ${examples.join(', ')}`;
}
