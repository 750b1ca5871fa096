import { lintSpec } from '@k8s-backup-target/schema';
import type { TargetSpec } from '../target.js';
import type { VeleroFinding } from './finding.js';
import { withRemedy } from './remedies.js';

/** The contract's findings, with the severity that they have for Velero. */
export function contractFindings(spec: TargetSpec): readonly VeleroFinding[] {
  return lintSpec(spec).map(withRemedy).map(zeroTtlRefused);
}

/** What Velero of every version refuses, or would read in another sense: reasons to make no Backup. */
export function refusals(spec: TargetSpec): readonly VeleroFinding[] {
  return contractFindings(spec).filter(({ severity }) => severity === 'error');
}

/** A zero means the server's default to Velero, 30 days unless set otherwise: not what anyone means by it. */
function zeroTtlRefused(finding: VeleroFinding): VeleroFinding {
  return finding.rule === 'ttl-zero' ? { ...finding, severity: 'error' } : finding;
}
