import type { Comparison, PreviewResult, VolumeFate } from '@k8s-backup-target/preview';

/** Everything that the page shows about a text. Plain data: it crosses from the worker to the page. */
export interface Answer {
  /** What the text was taken for, such as `a spec`; null for what could not be read. */
  readonly recognised: string | null;
  readonly problems: readonly Problem[];
  /** How many there are beyond those; the gravest come first. */
  readonly moreProblems: number;
  /** The names of what is in the text and can be drawn. */
  readonly subjects: readonly string[];
  /** Which of them is drawn. */
  readonly subject: number;
  readonly databag: Output;
  readonly schedule: Output;
  /** The next runs; null where none were asked for, or nothing has a cron expression. */
  readonly runs: readonly RunsOfReleases[] | null;
  readonly picture: Picture;
}

/** A fault or a trap, and its place in the text. */
export interface Problem {
  readonly severity: 'error' | 'warning' | 'info';
  readonly rule: string;
  readonly message: string;
  readonly remedy: string | null;
  /** Who says it, where a text holds several: `shop in k8s-backup-target:7 of integrator/0`. */
  readonly subject: string | null;
  /** JSON Pointer to the field, in the JSON of a databag if it is in one; empty for the whole text. */
  readonly field: string;
  /** Counted from 1, as editors do. */
  readonly line: number;
  readonly column: number;
}

/** The rule of the one problem of a text that could not be judged: the worker failed. */
export const NOT_JUDGED = 'not-judged';

/** A text to copy, or the reason why there is none. */
export type Output =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly why: string };

/** The next runs by all releases that agree on them. */
export interface RunsOfReleases {
  readonly releases: readonly string[];
  /** ISO 8601; empty where the expression is refused. */
  readonly runs: readonly string[];
  /** What this release refuses, or runs otherwise than meant. */
  readonly notes: readonly string[];
}

/** What the Backup will hold, or the reason why nothing can be said. */
export type Picture =
  | {
      readonly ok: true;
      readonly result: PreviewResult;
      readonly volumes: readonly VolumeFate[];
      /** What is gained and lost against the baseline; null without one. */
      readonly comparison: Comparison | null;
      /** The place of each entry of the spec that decided something, by its JSON Pointer in the spec. */
      readonly places: readonly (readonly [pointer: string, line: number, column: number])[];
    }
  | { readonly ok: false; readonly why: string };
