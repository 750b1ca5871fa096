// Room: Patterns, as the library reads them that Velero uses. May import no other room.
import { compile } from './compile.js';
import { GlobCrash } from './compound-matchers.js';
import type { Matcher } from './matcher.js';
import { parse } from './parse.js';
import { GlobSyntaxError } from './syntax-error.js';

/**
 * The longest pattern with a wildcard that is read. gobwas takes cubic time and more for one; no name
 * that Kubernetes knows has more letters.
 */
export const LONGEST_GLOB = 512;

/** A compiled pattern, or the reason why there is none; `tooLong` is our own limit, not Velero's. */
export type CompiledGlob =
  | {
      readonly ok: true;
      /** True for a pattern without a wildcard, which matches itself alone. */
      readonly isLiteral: boolean;
      readonly matches: (text: string) => boolean;
    }
  | { readonly ok: false; readonly reason: string; readonly tooLong: boolean };

/**
 * A pattern as github.com/gobwas/glob v0.2.3 compiles it without separators, which is how Velero matches
 * namespaces and resource types: `*` crosses dots. Where gobwas is wrong, so is this, since Velero is:
 * `a*a` matches `a`, `[a-z0-9]` does not compile.
 *
 * `matches` takes a text in ASCII, as all names of namespaces and resource types are. It takes
 * polynomial time for any pattern. Where gobwas would crash, it says false.
 */
export function compileGlob(pattern: string): CompiledGlob {
  if (/^[^*?[\]{}\\\0\ufffd\ud800-\udfff]+$/.test(pattern)) {
    return { ok: true, isLiteral: true, matches: (text) => text === pattern };
  }
  if (pattern.length > LONGEST_GLOB) {
    return { ok: false, reason: `longer than ${LONGEST_GLOB} characters`, tooLong: true };
  }
  try {
    const matcher = compile(parse(pattern));
    return { ok: true, isLiteral: false, matches: (text) => matchesSafely(matcher, text) };
  } catch (error) {
    if (!(error instanceof GlobSyntaxError)) throw error;
    return { ok: false, reason: error.message, tooLong: false };
  }
}

function matchesSafely(matcher: Matcher, text: string): boolean {
  try {
    return matcher.matches(text);
  } catch (error) {
    if (error instanceof GlobCrash) return false;
    throw error;
  }
}
