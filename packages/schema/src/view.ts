import type { ContractType } from './contract-type.js';
import type { BackupTargetEntry, ProviderAppData } from './generated/types.js';
import type { Issue } from './issue.js';
import type { Normalized } from './normalized.js';

/** The contract's types in one view: the modules `read` and `write` are such objects. */
export interface View {
  readonly ProviderAppData: ContractType<ProviderAppData>;
  readonly BackupTargetEntry: ContractType<BackupTargetEntry>;
}

/** What a databag or a text holds: all that is valid, and an issue for each thing that is not. */
export interface Decoded {
  readonly targets: readonly Normalized<BackupTargetEntry>[];
  /** Where each of `targets` stands, as an issue's path would say it: `/backup_targets/0`. */
  readonly targetPaths: readonly string[];
  readonly issues: readonly Issue[];
}
