/** The first place of a match within a text, and the lengths of its possible matches there, ascending. */
export interface Found {
  readonly at: number;
  readonly lengths: readonly number[];
}

/** No static length. */
export const ANY_LENGTH: number = -1;

/**
 * One of gobwas/glob's matchers, for a text in ASCII: there a byte is a letter, and the places where
 * gobwas takes the one for the other do not show.
 */
export interface Matcher {
  /** The one length that it matches, in letters, else {@link ANY_LENGTH}. */
  readonly length: number;
  matches(text: string): boolean;
  find(text: string): Found | undefined;
}

/** 0, 1, … `last`. */
export function upTo(last: number, from = 0): number[] {
  return Array.from({ length: Math.max(last - from + 1, 0) }, (_, index) => from + index);
}
