/**
 * Makes a text from elsewhere fit to be printed: one line, no control character, no mark that turns the
 * direction of what follows, no lone surrogate. Each run of them becomes one space, so no remote
 * application forges a line, moves the cursor or hides what it wrote.
 */
export function printable(text: string): string {
  return text.replace(UNPRINTABLE, ' ');
}

const UNPRINTABLE =
  /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]+/gu;

/**
 * Takes out of a text for a terminal what none of its parts should hold: all but line breaks, tabs and the
 * codes of our own colours. Names are made printable where they are put in; this is for one that was missed.
 */
export function screenSafe(text: string): string {
  return text.replace(EXPECTED_OR_UNPRINTABLE, (_, expected?: string) => expected ?? ' ');
}

const EXPECTED_OR_UNPRINTABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: colours begin with one.
  /(\n|\t|\u001b\[[0-9;]*m)|[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Noncharacter_Code_Point}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ufff9-\ufffb]/gu;

/** `text` in at most `limit` characters, the last of them an ellipsis where something was cut. */
export function shortened(text: string, limit: number): string {
  const characters = [...printable(text.slice(0, 4 * limit))];
  if (characters.length <= limit) return characters.join('');
  return `${characters.slice(0, limit - 1).join('')}…`;
}
