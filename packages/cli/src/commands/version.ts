import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import type { Run } from '../command/command.js';
import type { OutputOf } from '../command/report.js';
import { VERSION } from '../command/version.js';

const RELEASES = MEASURED_RELEASES.map(({ release }) => release);

/** Says which kbt this is, and which releases of Velero it was measured with. */
export const run: Run = async () => ({
  exitCode: 0,
  data: { version: VERSION, veleroReleases: RELEASES } satisfies OutputOf<'version'>,
  text: () => `kbt ${VERSION}, with the rules of Velero ${RELEASES.join(', ')}`,
});
