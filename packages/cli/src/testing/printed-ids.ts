/** The ids of rules in what a command prints. */

/** Keys of JSON output whose value is the id of a rule. */
const KEYS: ReadonlySet<string> = new Set(['rule', 'check', 'ruleId']);

/** `error[id]`, and the rule that a remedy names. */
const IN_TEXT = /\b(?:error|warning|info)\[([^\]\s]+)\]|`kbt explain ([a-zA-Z-]+)`/g;

/** Every id in an output, whether it is text or JSON. */
export function printedIds(output: string): readonly string[] {
  return output.startsWith('{') ? idsInJson(JSON.parse(output)) : idsInText(output);
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
