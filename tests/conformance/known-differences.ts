/** The reviewed list of where an implementation differs from the contract, and why. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One reason, with every case in which it shows. */
export interface KnownDifference {
  readonly implementation: string;
  readonly reason: string;
  readonly why: string;
  /** True if the implementation may as well agree, which then depends on its interpreter. */
  readonly mayAgree?: boolean;
  readonly cases: readonly string[];
}

/** Reads `known-differences.json`. */
export function readKnownDifferences(): readonly KnownDifference[] {
  return JSON.parse(readFileSync(join(import.meta.dirname, 'known-differences.json'), 'utf8'));
}
