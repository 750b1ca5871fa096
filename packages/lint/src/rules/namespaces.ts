import { holdsFor, type Match, match } from '../finding.js';
import type { MeasuredRelease } from '../generated/names.js';
import {
  excludedNamespaceObjectSaved,
  excludesWildcardQuestion,
  namespaceGlobLiteral,
  namespaceGlobRefused,
} from '../generated/templates.js';
import { namespaceMatch } from './kubernetes-names.js';
import type { Lists } from './lists.js';

/** Yields what is odd about the namespace lists, by release. */
export function* namespaceMatches(lists: Lists): Iterable<Match> {
  yield* globMatches('include_namespaces', lists.includeNamespaces);
  yield* globMatches('exclude_namespaces', lists.excludeNamespaces);
  const question = lists.excludeNamespaces.indexOf('?');
  if (question !== -1 && !lists.namesNamespaces) {
    yield match(excludesWildcardQuestion, `/exclude_namespaces/${question}`);
  }
  if (lists.excludeNamespaces.length > 0 && !lists.namesNamespaces) {
    yield match(excludedNamespaceObjectSaved, '/exclude_namespaces');
  }
}

/** For which a release refuses a namespace of a list; undefined for one that it takes. */
export function namespaceFault(name: string, release: MeasuredRelease): Match | undefined {
  const found = [...namespaceMatch(name, ''), ...globMatches('exclude_namespaces', [name])];
  return found.find(({ template }) => {
    // Brackets that do not compile pass validation.
    return template.rule !== 'glob-syntax' && holdsFor(template, release);
  });
}

/** Before 1.18, Velero validates `?` and `[` as letters of a name, and expands no include. */
function* globMatches(
  field: 'include_namespaces' | 'exclude_namespaces',
  names: readonly string[],
): Iterable<Match> {
  for (const [index, name] of names.entries()) {
    const path = `/${field}/${index}`;
    if (/[?[\]]/.test(name)) yield match(namespaceGlobRefused, path, { name });
    else if (field === 'include_namespaces' && name !== '*' && name.includes('*')) {
      yield match(namespaceGlobLiteral, path, { name });
    }
  }
}
