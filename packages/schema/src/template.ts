import { type Issue, oneLine, type Severity } from './issue.js';

/** One thing that a rule can find: texts with `{placeholders}`. */
export interface Template {
  readonly rule: string;
  readonly severity: Severity;
  /** True if what it is found in is not accepted as a target. */
  readonly refused?: boolean | undefined;
  /** The fault. */
  readonly message: string;
  /** The advice; absent where the message gives it, or nothing is to be done. */
  readonly remedy?: string | undefined;
}

/** A value for each placeholder of a template. */
export type Values<T extends Template> = Readonly<
  Record<PlaceholderIn<T['message']> | PlaceholderIn<RemedyOf<T>>, string>
>;

type RemedyOf<T extends Template> = T extends { readonly remedy: infer Remedy extends string }
  ? Remedy
  : never;

type PlaceholderIn<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | PlaceholderIn<Rest>
  : never;

/** The issue of a template at a path; `longest` as for {@link fill}. */
export function issueOf<T extends Template>(
  { rule, message, remedy }: T,
  path: string,
  values: Values<T>,
  longest: number = LONGEST_VALUE,
): Issue<T['rule']> {
  const issue = { path, rule, message: fill(message, values, longest) };
  return remedy === undefined ? issue : { ...issue, remedy: fill(remedy, values, longest) };
}

/** Longer values are cut: a name of a remote application can be as long as its databag. */
const LONGEST_VALUE = 100;

/**
 * Fills in a text's placeholders. One in quotes is escaped as JSON escapes a string; either way the text
 * stays one line, and a value of more than `longest` characters is cut and ends in `...`.
 */
export function fill(
  text: string,
  values: Readonly<Record<string, string>>,
  longest: number = LONGEST_VALUE,
): string {
  const cut = (value = '') => cutAt(value, longest);
  return oneLine(
    text.replace(/"\{([a-z]+)\}"|\{([a-z]+)\}/g, (_, quoted?: string, bare?: string) =>
      quoted === undefined ? cut(values[bare ?? '']) : JSON.stringify(cut(values[quoted])),
    ),
  );
}

function cutAt(value: string, longest: number): string {
  if (value.length <= longest) return value;
  const start = [...value.slice(0, 2 * longest + 2)];
  return start.length <= longest ? value : `${start.slice(0, longest).join('')}...`;
}
