// Room: How one release of Velero reads specs, ttls and schedules. May import command, input.
import {
  DEFAULT_VELERO_VERSION,
  isVeleroVersionError,
  resolveVeleroVersion,
} from '@k8s-backup-target/lint';
import type { Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';

/** The release of Velero whose rules hold, and how it is known. */
export interface VeleroRelease {
  readonly version: string;
  readonly source: 'option' | 'cluster' | 'default';
  /** Says that a release was not measured, and whose rules hold instead. */
  readonly warning: string | null;
}

/**
 * The release that `--velero-version` names, else the cluster's, else the newest that was measured.
 *
 * @throws CannotRunError `usage` for a text that is not a release.
 */
export function veleroRelease(options: Options, inCluster?: string): VeleroRelease {
  const asked = options['veleroVersion'];
  if (typeof asked === 'string') return resolve(asked, 'option');
  return inCluster === undefined
    ? resolve(DEFAULT_VELERO_VERSION, 'default')
    : resolve(inCluster, 'cluster');
}

function resolve(text: string, source: VeleroRelease['source']): VeleroRelease {
  try {
    const { version, warning } = resolveVeleroVersion(text);
    return { version, source, warning };
  } catch (error) {
    if (!isVeleroVersionError(error)) throw error;
    throw new CannotRunError('usage', error.message);
  }
}
