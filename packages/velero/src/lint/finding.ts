import type { Finding } from '@k8s-backup-target/schema';

/** Something that Velero refuses (`error`) or that is surely not meant (`warning`). */
export interface VeleroFinding extends Finding {
  /** What will happen, in one sentence. */
  readonly message: string;
  /** What to do about it. */
  readonly remedy: string;
}

export function error(path: string, rule: string, message: string, remedy: string): VeleroFinding {
  return { path, rule, severity: 'error', message, remedy };
}

export function warning(
  path: string,
  rule: string,
  message: string,
  remedy: string,
): VeleroFinding {
  return { path, rule, severity: 'warning', message, remedy };
}
