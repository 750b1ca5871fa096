import type { ContractType } from './contract-type.js';
import type { BackupTargetEntry, ProviderAppData } from './generated/types.js';
import type { Issue } from './issue.js';
import type { Normalized } from './normalized.js';

/** The contract's types in one view: the modules `read` and `write` are such objects. */
export interface View {
  readonly ProviderAppData: ContractType<ProviderAppData>;
  readonly BackupTargetEntry: ContractType<BackupTargetEntry>;
}

/** A valid backup target and where it is. */
export interface DecodedTarget {
  /** JSON Pointer to the target, as an issue's path would say it: `/backup_targets/0`. */
  readonly path: string;
  /** The target, normalised: every field of the spec is present, null where it is not set. */
  readonly target: Normalized<BackupTargetEntry>;
}

/** The result of decoding: every valid target, and an issue for each thing that is not valid. */
export interface Decoded {
  /** Every valid target, in the provider's order. */
  readonly targets: readonly DecodedTarget[];
  readonly issues: readonly Issue[];
}
