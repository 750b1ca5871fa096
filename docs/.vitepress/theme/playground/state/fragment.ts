/** What a link holds, in its fragment, which no browser sends to a server: compressed JSON. */

/** What someone sees who opens a link. An inventory is never part of it. */
export interface Shared {
  readonly text: string;
  readonly release: string;
  readonly cron: string;
  /** The text that it is compared with. */
  readonly baseline: string;
}

const PREFIX = 'try=';
/** Browsers and chats cut longer addresses off. */
const MOST_LETTERS = 16_000;
/** Compressed, a hostile fragment of that length could hold sixteen million characters. */
const MOST_BYTES = 400_000;

/** The fragment, without `#`; null for a text that is too long for a link. */
export async function toFragment(shared: Shared): Promise<string | null> {
  const { text, release, cron, baseline } = shared;
  const json = JSON.stringify([1, text, release, cron, baseline === text ? null : baseline]);
  if (json.length > MOST_BYTES) return null;
  const stream = new Blob([json]).stream().pipeThrough(new CompressionStream('deflate-raw'));
  const bytes = new Uint8Array(await new Response(stream).arrayBuffer());
  const fragment = PREFIX + toBase64Url(bytes);
  return fragment.length > MOST_LETTERS ? null : fragment;
}

/**
 * Reads a fragment. Null for one that is not of this page.
 *
 * @param releases - Those that a link may name.
 * @throws FragmentError for one that is, and cannot be read.
 */
export async function fromFragment(
  fragment: string,
  releases: readonly string[],
): Promise<Shared | null> {
  const text = fragment.replace(/^#/, '');
  if (!text.startsWith(PREFIX)) return null;
  if (text.length > MOST_LETTERS) throw new FragmentError('it is too long');
  const json = await inflate(fromBase64Url(text.slice(PREFIX.length)));
  return sharedOf(parsed(json), releases);
}

/** A link's state that cannot be read: cut off in a chat, or made to do harm. */
export class FragmentError extends Error {
  override readonly name = 'FragmentError';
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    throw new FragmentError('it is cut off');
  }
}

function sharedOf(value: unknown, releases: readonly string[]): Shared {
  if (!Array.isArray(value) || value[0] !== 1) throw new FragmentError('it is of another version');
  const [, text, release, cron, baseline]: readonly unknown[] = value;
  if (typeof text !== 'string' || typeof cron !== 'string' || cron.length > 200) {
    throw new FragmentError('it holds something else');
  }
  const known = releases.find((measured) => measured === release);
  if (known === undefined) throw new FragmentError('it names a release that was not measured');
  return {
    text,
    cron,
    release: known,
    baseline: typeof baseline === 'string' ? baseline : text,
  };
}

/** Stops at the bound: what a few letters unfold to is never held whole. */
async function inflate(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const reader = stream.getReader();
  const decoder = new TextDecoder();
  let [text, length] = ['', 0];
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return text + decoder.decode();
      length += value.byteLength;
      if (length > MOST_BYTES) break;
      text += decoder.decode(value, { stream: true });
    }
  } catch {
    throw new FragmentError('it is cut off or changed');
  }
  await reader.cancel();
  throw new FragmentError('it unfolds to too much');
}

function toBase64Url(bytes: Uint8Array): string {
  const letters = Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');
  return btoa(letters).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  if (!/^[\w-]*$/.test(text)) throw new FragmentError('it holds letters that no link of ours has');
  try {
    const letters = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
    return Uint8Array.from(letters, (letter) => letter.charCodeAt(0));
  } catch {
    throw new FragmentError('it is cut off');
  }
}
