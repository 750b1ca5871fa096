import type { VeleroRules } from '@k8s-backup-target/lint';

/** A question to the oracle, as one line of JSON. */
export type Question =
  | ObjectQuestion
  | StructureQuestion
  | CronQuestion
  | DurationQuestion
  | GlobQuestion
  | VolumesQuestion
  | YamlQuestion
  | VersionQuestion;

export interface ObjectQuestion {
  readonly op: 'object';
  /** A Backup or a Schedule. */
  readonly object: unknown;
  /** When it is judged, in RFC 3339. */
  readonly at: string;
}

export interface StructureQuestion {
  readonly op: 'structure';
  /** An object of Velero, of any kind that is judged. */
  readonly object: unknown;
}

export interface CronQuestion {
  readonly op: 'cron';
  readonly cron: {
    /** `robfig-1`: of Velero before 1.15. */
    readonly parser: VeleroRules['cronLibrary'] | 'robfig-1';
    readonly expression: string;
    readonly from: string;
    readonly count: number;
  };
}

export interface DurationQuestion {
  readonly op: 'duration';
  readonly text: string;
}

export interface GlobQuestion {
  readonly op: 'glob';
  readonly glob: { readonly pattern: string; readonly texts: readonly string[] };
}

export interface VolumesQuestion {
  readonly op: 'volumes';
  /** A Backup and a cluster, of whole objects. */
  readonly volumes: Readonly<Record<'backup', object>> &
    Readonly<Record<'pods' | 'claims' | 'volumes' | 'maps', readonly object[]>>;
}

export interface YamlQuestion {
  readonly op: 'yaml';
  readonly text: string;
}

export interface VersionQuestion {
  readonly op: 'version';
}

/** The oracle's answers, by the question's `op`. */
export interface Answers {
  readonly object: { readonly refusals: readonly Refusal[] };
  /** `pruned` holds paths such as `spec.hooks.resources[0].x`. */
  readonly structure: { readonly refused: readonly string[]; readonly pruned: readonly string[] };
  readonly cron: CronAnswer;
  readonly duration: {
    readonly error?: string;
    readonly nanoseconds?: string;
    readonly canonical?: string;
  };
  /** `matches` has one word for each text. */
  readonly glob: {
    readonly error?: string;
    readonly matches?: readonly ('yes' | 'no' | 'panic')[];
  };
  /** `refused` says why the policy is; there are no decisions then. */
  readonly volumes: {
    readonly refused?: string;
    readonly decisions: readonly {
      readonly kind: string;
      readonly object: string;
      readonly answer: boolean;
      readonly error: string | null;
    }[];
  };
  /** What `kubectl` makes of a text, and what go-yaml's third version reads. */
  readonly yaml: { readonly error?: string; readonly kubectl?: unknown; readonly v3: unknown };
  readonly version: Readonly<Record<string, string>>;
}

/** Who refuses an object, and why. */
export interface Refusal {
  readonly by: string;
  readonly message: string;
}

export interface CronAnswer {
  readonly error?: string;
  readonly next?: readonly string[];
  /** No time was found: Velero takes the schedule for due. */
  readonly ended?: boolean;
}
