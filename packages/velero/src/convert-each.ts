import { issueOf } from '@k8s-backup-target/schema/internal';
import { VeleroError } from './error.js';
import { duplicateConversion } from './generated/conversion-templates.js';
import type { Target } from './target.js';

/** A target as a reader found it: `DecodedTarget` and `RelatedTarget` are such. */
export interface FoundTarget {
  readonly target: Target;
  /** True if another target of the same application, endpoint and model counts. Default: false. */
  readonly isDuplicate?: boolean | undefined;
}

/** What became of a list of targets: each is in one of the two, with all that was known of it. */
export interface Conversion<Found extends FoundTarget, Made> {
  readonly converted: readonly (Found & Made)[];
  readonly refused: readonly (Found & Refused)[];
}

/** Why nothing was made of one target. */
export interface Refused {
  readonly error: VeleroError;
}

/**
 * Converts each target by itself, so one which cannot be converted hides no other.
 *
 * @throws what `convert` throws, except VeleroError
 */
export function convertEach<Found extends FoundTarget, Made>(
  targets: readonly Found[],
  convert: (target: Target) => Made,
): Conversion<Found, Made> {
  const seen = new Set<string>();
  const converted: (Found & Made)[] = [];
  const refused: (Found & Refused)[] = [];
  for (const found of targets) {
    try {
      refuseDuplicate(found, seen);
      converted.push({ ...found, ...convert(found.target) });
    } catch (error) {
      if (!(error instanceof VeleroError)) throw error;
      refused.push({ ...found, error });
    }
  }
  return { converted, refused };
}

/** Two objects of one name cannot both be applied: the target that counts decides, or else the first. */
function refuseDuplicate({ target, isDuplicate }: FoundTarget, seen: Set<string>): void {
  const key = JSON.stringify([target.model, target.app, target.relation_name]);
  if (isDuplicate !== true && !seen.has(key)) {
    seen.add(key);
    return;
  }
  throw new VeleroError('invalid-target', [issueOf(duplicateConversion, '', {})]);
}
