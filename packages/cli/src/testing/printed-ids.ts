/** The ids of rules in what a command prints, and what it says by them. */

/** Keys of JSON output whose value is the id of a rule. */
const KEYS: ReadonlySet<string> = new Set(['rule', 'check', 'ruleId']);

/** `error[id]`, and the rule that a remedy names. */
const IN_TEXT = /\b(?:error|warning|info)\[([^\]\s]+)\]|`kbt explain ([a-zA-Z-]+)`/g;

/** Every id in an output, whether it is text or JSON. */
export function printedIds(output: string): readonly string[] {
  return output.startsWith('{') ? idsInJson(JSON.parse(output)) : idsInText(output);
}

/** What a rule says in JSON output: a finding, an issue or a step. */
export interface PrintedText {
  readonly rule: string;
  readonly text: string;
}

/** Every text in JSON output of a finding, an issue or a step. */
export function printedTexts(output: string): readonly PrintedText[] {
  return output.startsWith('{') ? textsIn(JSON.parse(output)) : [];
}

function textsIn(value: unknown): PrintedText[] {
  if (typeof value !== 'object' || value === null) return [];
  const { rule, check, message, step, detail } = value as Readonly<Record<string, unknown>>;
  const id = rule ?? check;
  // What else has a detail quotes Velero there.
  const text = message ?? (step === undefined ? undefined : detail);
  const own = typeof id === 'string' && typeof text === 'string' ? [{ rule: id, text }] : [];
  return [...own, ...Object.values(value).flatMap(textsIn)];
}

function idsInText(text: string): string[] {
  return [...text.matchAll(IN_TEXT)].map(([, label, named]) => label ?? named ?? '');
}

function idsInJson(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, member]) =>
    KEYS.has(key) && typeof member === 'string' ? [member] : idsInJson(member),
  );
}
