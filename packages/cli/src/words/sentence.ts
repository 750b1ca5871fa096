// Room: Parts of sentences that several commands say. May import no other room.
/** A text that begins small, such as a remedy, as a sentence. */
export function sentence(text: string): string {
  const end = /[.!?:`]$/.test(text) ? '' : '.';
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${end}`;
}
