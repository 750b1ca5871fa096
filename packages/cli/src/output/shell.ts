/**
 * Words that POSIX shells, zsh, fish and PowerShell all read as they are, none of which is an option: no
 * leading "-" or "=" (in zsh that names a command), and no comma, of which PowerShell makes a list.
 */
const PLAIN = /^[\w./:…][\w@%+=:./…-]*$/;

/**
 * Text that each of these shells takes for one word in single quotes: fish knows `\` in them, PowerShell
 * ends them at a curly quote as well, and hands on `"` to programs unprotected.
 */
const QUOTABLE =
  /^[^-\\'"\u2018-\u201b\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}][^\\'"\u2018-\u201b\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]*$/u;

/** Replaces a value that some shell would misread, or a program would take for an option. */
const LEFT_OUT = 'NAME';

/**
 * A command line for a person to paste. What is put into it comes from elsewhere: whichever shell it is
 * pasted into takes each value as one word. A value for which that cannot be had is left out: there is
 * `NAME` in its place.
 */
export function shell(texts: TemplateStringsArray, ...values: readonly string[]): string {
  return String.raw({ raw: texts }, ...values.map(safeWord));
}

function safeWord(word: string): string {
  if (PLAIN.test(word)) return word;
  return QUOTABLE.test(word) ? `'${word}'` : LEFT_OUT;
}
