import truncate from 'fast-string-truncated-width';

const UNLIMITED = { limit: Number.POSITIVE_INFINITY };

/** How many columns of a terminal a text takes. */
export function widthOf(text: string): number {
  return truncate(text, UNLIMITED).width;
}
