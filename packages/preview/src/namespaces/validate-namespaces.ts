import type { VeleroRules } from '@k8s-backup-target/lint';
import { namespaceFault, namespaceNameForm } from '@k8s-backup-target/lint/internal';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { faultOfWildcards } from '../glob/wildcards.js';
import type { Entry } from '../resources/name-list.js';
import { validateLists } from '../resources/validate-lists.js';
import type { ValidationIssue } from '../validation-issue.js';

/** Velero's ValidateNamespaceIncludesExcludes. */
export function validateNamespaces(
  includes: readonly Entry[],
  excludes: readonly Entry[],
  rules: VeleroRules,
): readonly ValidationIssue[] {
  const isRefused = rules.namespaceGlobs === 'expanded' ? isRefusedGlob : isRefusedName;
  const refused = [...includes, ...excludes].filter(
    ({ value }) => value !== '' && isRefused(value),
  );
  return [
    ...validateLists(includes, excludes),
    ...refused.map(({ value, path = '' }) => nameIssue(value, path, rules)),
  ];
}

/** What the lint says of such a name. */
function nameIssue(name: string, path: string, { release }: VeleroRules): ValidationIssue {
  const { template, values } = namespaceFault(name, release) ?? {
    template: namespaceNameForm,
    values: { name },
  };
  const rule = template.rule === 'namespace-glob' ? 'namespace-glob' : 'namespace-name';
  return { ...issueOf(template, path, { ...values, version: release }), rule };
}

/** Up to 1.17, only `*` is more than a letter. */
function isRefusedName(name: string): boolean {
  return !LABEL.test(name.replaceAll('*', 'x'));
}

function isRefusedGlob(name: string): boolean {
  return faultOfWildcards(name) !== undefined || !LABEL.test(name.replaceAll(/[*?[\]]/g, 'x'));
}

/** Kubernetes' DNS-1123 label, of a name whose wildcards were replaced by letters. */
const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;
