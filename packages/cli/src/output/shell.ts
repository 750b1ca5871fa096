/** Words that every shell reads as they stand. In zsh a word that starts with "=" names a command. */
const PLAIN = /^(?!=)[\w@%+=:,./…-]+$/;

/**
 * A command line for a person to paste. What is put into it comes from elsewhere: a shell takes each value
 * as one word, whatever it holds.
 */
export function shell(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: texts }, ...values.map(quoted));
}

function quoted(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
