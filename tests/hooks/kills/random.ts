import { mulberry32 } from '@k8s-backup-target/tools/mulberry32';

/** Chooses a whole number below another. */
export type Choose = (below: number) => number;

/** The same choices for the same seed. */
export function choicesOf(seed: number): Choose {
  const next = mulberry32(seed);
  return (below) => next() % below;
}
