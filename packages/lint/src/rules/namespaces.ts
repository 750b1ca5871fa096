import { draft, type FindingDraft, holdsFor } from '../finding.js';
import type { MeasuredRelease } from '../generated/names.js';
import {
  excludedNamespaceObjectSaved,
  excludesWildcardQuestion,
  namespaceGlobLiteral,
  namespaceGlobRefused,
} from '../generated/templates.js';
import { namespaceFinding } from './kubernetes-names.js';
import type { Lists } from './lists.js';

/** Yields what is odd about the namespace lists, by release. */
export function* namespaceFindings(lists: Lists): Iterable<FindingDraft> {
  yield* globFindings('include_namespaces', lists.includeNamespaces);
  yield* globFindings('exclude_namespaces', lists.excludeNamespaces);
  const question = lists.excludeNamespaces.indexOf('?');
  if (question !== -1 && !lists.namesNamespaces) {
    yield draft(excludesWildcardQuestion, `/exclude_namespaces/${question}`);
  }
  if (lists.excludeNamespaces.length > 0 && !lists.namesNamespaces) {
    yield draft(excludedNamespaceObjectSaved, '/exclude_namespaces');
  }
}

/** For which a release refuses a namespace of a list; undefined for one that it takes. */
export function namespaceFault(name: string, release: MeasuredRelease): FindingDraft | undefined {
  const found = [...namespaceFinding(name, ''), ...globFindings('exclude_namespaces', [name])];
  return found.find(({ template }) => {
    // Brackets that do not compile pass validation.
    return template.rule !== 'glob-syntax' && holdsFor(template, release);
  });
}

/** Before 1.18, Velero validates `?` and `[` as letters of a name, and expands no include. */
function* globFindings(
  field: 'include_namespaces' | 'exclude_namespaces',
  names: readonly string[],
): Iterable<FindingDraft> {
  for (const [index, name] of names.entries()) {
    const path = `/${field}/${index}`;
    if (/[?[\]]/.test(name)) yield draft(namespaceGlobRefused, path, { name });
    else if (field === 'include_namespaces' && name !== '*' && name.includes('*')) {
      yield draft(namespaceGlobLiteral, path, { name });
    }
  }
}
