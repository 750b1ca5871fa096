import type { Severity } from '@k8s-backup-target/schema';
import { oneLine } from '@k8s-backup-target/schema/internal';
import type { LintRule, MeasuredRelease } from './generated/names.js';

/** One thing that a rule can find: texts with `{placeholders}`, and the releases that it holds for. */
export interface Template {
  readonly rule: LintRule;
  readonly severity: Severity;
  /** The severity once a Backup is made of the spec, if it differs. */
  readonly veleroSeverity?: Severity | undefined;
  /** The measured releases that it holds for; absent where it holds for all. */
  readonly releases?: readonly MeasuredRelease[] | undefined;
  /** The fault. */
  readonly message: string;
  /** The advice. */
  readonly remedy: string;
}

/** A value for each placeholder of a template. */
export type Values<T extends Template> = Readonly<
  Record<PlaceholderIn<T['message']> | PlaceholderIn<T['remedy']>, string>
>;

type PlaceholderIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderIn<Rest>
  : never;

/** Longer values are cut: a name of a remote application can be as long as its databag. */
const LONGEST_VALUE = 100;

/**
 * Fills in a text's placeholders. One that stands in quotes is escaped as JSON escapes a string; either
 * way the text stays one line, and a value of more than 100 characters is cut and ends in `...`.
 */
export function fill(text: string, values: Readonly<Record<string, string>>): string {
  return oneLine(
    text.replace(/"\{([a-z]+)\}"|\{([a-z]+)\}/g, (_, quoted?: string, bare?: string) =>
      quoted === undefined ? cut(values[bare ?? '']) : JSON.stringify(cut(values[quoted])),
    ),
  );
}

function cut(value = ''): string {
  if (value.length <= LONGEST_VALUE) return value;
  const start = [...value.slice(0, 2 * LONGEST_VALUE + 2)];
  return start.length <= LONGEST_VALUE ? value : `${start.slice(0, LONGEST_VALUE).join('')}...`;
}
