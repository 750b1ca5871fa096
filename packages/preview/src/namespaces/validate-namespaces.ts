import type { VeleroRules } from '@k8s-backup-target/lint';
import { faultOfWildcards } from '../glob/wildcards.js';
import type { Entry } from '../resources/name-list.js';
import { validateLists } from '../resources/validate-lists.js';
import type { SpecFault } from '../validation-issue.js';

/** Velero's ValidateNamespaceIncludesExcludes. */
export function validateNamespaces(
  includes: readonly Entry[],
  excludes: readonly Entry[],
  { namespaceGlobs }: VeleroRules,
): readonly SpecFault[] {
  const nameFault = namespaceGlobs === 'expanded' ? faultOfGlob : faultOfName;
  const faults = [...includes, ...excludes].flatMap(({ value, path = '' }) => {
    const fault = value === '' ? undefined : nameFault(value);
    return fault === undefined ? [] : [{ ...fault, path }];
  });
  return [...validateLists('namespace', includes, excludes), ...faults];
}

type Fault = Pick<SpecFault, 'check' | 'message'>;

/** Up to 1.17, only `*` is more than a letter. */
function faultOfName(name: string): Fault | undefined {
  return invalidName(name, name.replaceAll('*', 'x'));
}

function faultOfGlob(name: string): Fault | undefined {
  const reason = faultOfWildcards(name);
  if (reason === undefined) return invalidName(name, name.replaceAll(/[*?[\]]/g, 'x'));
  return { check: 'namespace:bad-glob', message: `${JSON.stringify(name)} ${reason}` };
}

const LABEL = /^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$/;

/** Kubernetes' DNS-1123 label, for a name whose wildcards were replaced by letters. */
function invalidName(name: string, label: string): Fault | undefined {
  if (LABEL.test(label)) return undefined;
  return {
    check: 'namespace:invalid-name',
    message: `${JSON.stringify(name)} is no name of a namespace: lower-case letters, digits and - inside, at most 63`,
  };
}
