import { GARBLING, oneLine } from '@k8s-backup-target/schema/internal';

/**
 * Makes a text from elsewhere fit to be printed: one line, no control character, no mark that turns the
 * direction of what follows, no lone surrogate. Each run of them becomes one space, so no remote
 * application forges a line, moves the cursor or hides what it wrote.
 */
export function printable(text: string): string {
  return oneLine(text);
}

/**
 * Takes out of a text for a terminal what none of its parts should hold: all but line breaks, tabs and the
 * codes of our own colours. Names are made printable where they are put in; this is for one that was missed.
 */
export function screenSafe(text: string): string {
  return text.replace(EXPECTED_OR_UNPRINTABLE, (_, expected?: string) => expected ?? ' ');
}

const EXPECTED_OR_UNPRINTABLE = new RegExp(`(\\n|\\t|\\u001b\\[[0-9;]*m)|${GARBLING}`, 'gu');

/** `text` in at most `limit` characters, the last of them an ellipsis where something was cut. */
export function shortened(text: string, limit: number): string {
  const characters = [...printable(text.slice(0, 4 * limit))];
  if (characters.length <= limit) return characters.join('');
  return `${characters.slice(0, limit - 1).join('')}…`;
}
