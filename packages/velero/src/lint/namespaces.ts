import { isAtLeast, type VeleroVersion } from '../version.js';
import { error, type VeleroFinding, warning } from './finding.js';
import type { Lists } from './lists.js';

/** What befalls the namespace lists, by version. */
export function namespaceFindings(lists: Lists, version: VeleroVersion): readonly VeleroFinding[] {
  const globs = isAtLeast(version, '1.18')
    ? questionMarkFindings(lists)
    : [
        ...globFindings('include_namespaces', lists.includeNamespaces, version),
        ...globFindings('exclude_namespaces', lists.excludeNamespaces, version),
      ];
  return [...globs, ...excludedObjectFindings(lists, version)];
}

/** Before 1.18, Velero validates `?` and `[` as letters of a name, and expands no include. */
function globFindings(
  field: 'include_namespaces' | 'exclude_namespaces',
  names: readonly string[],
  version: VeleroVersion,
): VeleroFinding[] {
  return names.flatMap((name, index) => {
    const path = `/${field}/${index}`;
    if (/[?[\]]/.test(name)) {
      return [
        error(
          path,
          'namespace-glob',
          `Velero ${version} takes no "?" and "[" in a namespace and ends the backup with FailedValidation`,
          'Write out the names, or use Velero 1.18.',
        ),
      ];
    }
    if (field === 'exclude_namespaces' || name === '*' || !name.includes('*')) return [];
    return [
      warning(
        path,
        'namespace-glob',
        `Velero ${version} looks for a namespace with the very name ${JSON.stringify(name)}: nothing in any namespace that the glob was meant for is backed up`,
        'Write out the names, or use Velero 1.18.',
      ),
    ];
  });
}

function questionMarkFindings({ namesNamespaces, excludeNamespaces }: Lists): VeleroFinding[] {
  const index = excludeNamespaces.indexOf('?');
  if (index === -1 || namesNamespaces) return [];
  return [
    warning(
      `/exclude_namespaces/${index}`,
      'excludes-wildcard',
      'the glob "?" also matches the "*" that stands for all namespaces, so that nothing in any namespace may be backed up',
      'Name the namespaces to leave out.',
    ),
  ];
}

/** Velero's issue 9180, gone with 1.18.1. */
function excludedObjectFindings(lists: Lists, version: VeleroVersion): VeleroFinding[] {
  const { excludeNamespaces, namesNamespaces } = lists;
  if (excludeNamespaces.length === 0 || namesNamespaces || version === 'main') return [];
  const releases = version === '1.18' ? 'Velero 1.18.0' : `Velero ${version}`;
  return [
    warning(
      '/exclude_namespaces',
      'excluded-namespace-object',
      `${releases} still saves the Namespace objects of excluded namespaces, though nothing in them`,
      'Ignore them on restore, or list the namespaces to include instead.',
    ),
  ];
}
