import { ttlSeconds, write } from '@k8s-backup-target/schema';
import { parseGoDuration, toGoDuration, VeleroError } from '@k8s-backup-target/velero';
import type { ExplanationOf } from './explanation.js';

const HOUR = 3600;

/** Explains a ttl; undefined for a text that does not look like one. */
export function explainTtl(ttl: string): ExplanationOf<'ttl'> | undefined {
  if (!/^[-+.\d]\S*(?:\s+[a-z]+)?$/i.test(ttl)) return undefined;
  const result = write.K8sBackupTargetSpec.validate({ ttl });
  if (!result.ok)
    return refused(
      ttl,
      result.issues.map(({ message }) => message),
    );
  const seconds = ttlSeconds(ttl);
  return {
    kind: 'ttl',
    ttl,
    isValid: true,
    seconds,
    hours: rounded(seconds / HOUR),
    days: rounded(seconds / (24 * HOUR)),
    velero: goDuration(ttl),
    notes: notesOn(ttl, seconds),
  };
}

/** To a precision at which people tell lengths of time apart. */
function rounded(length: number): number {
  return Number(length.toFixed(4));
}

function refused(ttl: string, messages: readonly string[]): ExplanationOf<'ttl'> {
  const isGo = parseGoDuration(ttl) !== undefined;
  const notes = isGo ? ['Velero itself would read it: the contract allows fewer forms.'] : [];
  return {
    kind: 'ttl',
    ttl,
    isValid: false,
    seconds: null,
    hours: null,
    days: null,
    velero: null,
    notes: [...messages.map((message) => `The ttl ${message}.`), ...notes],
  };
}

function goDuration(ttl: string): string | null {
  try {
    return toGoDuration(ttl);
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return null;
  }
}

function notesOn(ttl: string, seconds: number): string[] {
  if (seconds === 0) {
    return [
      'It means the default of the Velero server (30 days unless set otherwise), not "never".',
      'No Backup is made from such a spec: see `kbt explain ttl-zero`.',
    ];
  }
  if (!ttl.includes('d')) return [];
  return ['Velero has no day unit: providers publish it in hours, and requirers convert it.'];
}
