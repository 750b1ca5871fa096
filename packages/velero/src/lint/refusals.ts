import { lintSpec } from '@k8s-backup-target/schema';
import type { TargetSpec } from '../target.js';
import { error, type VeleroFinding } from './finding.js';
import { withRemedy } from './remedies.js';

/** The contract's findings, with the severity that they have for Velero. */
export function contractFindings(spec: TargetSpec): readonly VeleroFinding[] {
  return [...lintSpec(spec).map(withRemedy).map(zeroTtlRefused), ...emptyNameInBothLists(spec)];
}

/** What Velero of every version refuses, or would read in another sense: reasons to make no Backup. */
export function refusals(spec: TargetSpec): readonly VeleroFinding[] {
  return contractFindings(spec).filter(({ severity }) => severity === 'error');
}

/** A zero means the server's default to Velero, 30 days unless set otherwise: not what anyone means by it. */
function zeroTtlRefused(finding: VeleroFinding): VeleroFinding {
  return finding.rule === 'ttl-zero' ? { ...finding, severity: 'error' } : finding;
}

/** Velero compares the lists before it drops empty names. */
function emptyNameInBothLists(spec: TargetSpec): VeleroFinding[] {
  const pairs = [
    ['exclude_namespaces', spec.include_namespaces, spec.exclude_namespaces],
    ['exclude_resources', spec.include_resources, spec.exclude_resources],
  ] as const;
  return pairs.flatMap(([field, included, excluded]) => {
    const index = excluded?.indexOf('') ?? -1;
    if (index === -1 || !included?.includes('')) return [];
    return [
      error(
        `/${field}/${index}`,
        'include-and-exclude',
        'an empty string is both included and excluded, which Velero refuses (FailedValidation)',
        'Remove the empty string from both lists.',
      ),
    ];
  });
}
