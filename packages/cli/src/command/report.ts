import type { Outputs } from '../generated/output.js';
import type { Screen } from '../output/screen.js';

/** A command's answer for programs, as its schema describes it, but for the version, which `-o json` adds. */
export type OutputOf<Command extends keyof Outputs> = WithoutVersion<Outputs[Command]>;

type WithoutVersion<Output> = Output extends unknown ? Omit<Output, 'apiVersion'> : never;

/** A command's answer, in both forms. */
export interface Report {
  /** 0: fine, 1: problems were found, 2: the input does not tell. */
  readonly exitCode: 0 | 1 | 2;
  /** For `-o json` and `-o yaml`, as the command's schema describes it. */
  readonly data: unknown;
  /** Lines for standard error, next to an answer that another program reads. */
  readonly notes?: readonly string[];
  /** The rows of the answer, for `-o name` and `-o custom-columns`; undefined where it has none. */
  readonly rows?: readonly { readonly name: string; readonly data: unknown }[];
  /** Makes the answer as a SARIF log, for `-o sarif`; undefined where it has no problems to tell. */
  readonly sarif?: () => Promise<unknown>;
  /** True of data in a form that is not kbt's, such as a manifest. */
  readonly isForeign?: boolean;
  /** For people; without the last line break. */
  text(screen: Screen): string;
}
