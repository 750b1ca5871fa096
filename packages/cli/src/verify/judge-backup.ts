import type { PreviewSpec } from '@k8s-backup-target/preview';
import { judgeMessages } from './causes.js';
import type { Contents } from './contents.js';
import { judgeEmpty, judgeListed, judgeTarball, judgeWanted } from './judge-objects.js';
import { judgePhase, judgeRecords, phaseOf } from './judge-phase.js';
import { judgeSpec } from './judge-spec.js';
import { judgeVolumes, verifyVolumes } from './judge-volumes.js';
import type { BackupRecords } from './records.js';
import type { Verification, VerifyFinding } from './verification.js';
import type { Wanted } from './wanted.js';

/** A judged Backup. */
export type Judged = Verification;

/** All that was read of a Backup, and what was wanted of it. */
export interface Evidence {
  readonly name: string;
  readonly source: string;
  readonly records: BackupRecords;
  readonly contents: Contents | undefined;
  /** The name of the tarball's file. */
  readonly tarball: string;
  /** What was wanted: the one that was given, else the Backup's own. */
  readonly spec: PreviewSpec;
  /** The one that was given; undefined where none was. */
  readonly asked: PreviewSpec | undefined;
  /** By a preview on the cluster; undefined without an inventory. */
  readonly wanted: Wanted | undefined;
  readonly veleroVersion: string;
}

const ORDER = ['error', 'unknown', 'warning'] as const;

/** Judges a Backup by all that was read. */
export function judgeBackup(evidence: Evidence): Verification {
  const { name, source, records, contents, tarball, spec, asked, wanted, veleroVersion } = evidence;
  const volumes = verifyVolumes({ contents, records, fates: wanted?.fates, spec, veleroVersion });
  const findings = [
    ...judgePhase(records),
    ...judgeRecords(records.faults),
    ...judgeTarball(contents, tarball),
    ...judgeEmpty(contents, wanted),
    ...judgeListed(contents, records),
    ...judgeWanted(contents, wanted?.objects),
    ...(asked === undefined ? [] : judgeSpec(asked, records.backup)),
    ...judgeVolumes(volumes),
    ...judgeMessages(records.messages),
  ].toSorted((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  return {
    backup: name,
    source,
    phase: phaseOf(records),
    verdict: verdictOf(findings),
    objects: {
      saved: contents?.report.objects ?? null,
      listed: records.listed?.size ?? null,
      wanted: wanted?.objects.length ?? null,
      archiveBytes: contents?.report.bytes ?? null,
      contentBytes: contents?.report.contentBytes ?? null,
    },
    volumes,
    findings,
  };
}

function verdictOf(findings: readonly VerifyFinding[]): Verification['verdict'] {
  if (findings.some(({ state }) => state === 'error')) return 'bad';
  return findings.some(({ state }) => state === 'unknown') ? 'unknown' : 'good';
}
