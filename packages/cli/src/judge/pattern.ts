/** What a name with wildcards matches: `unknown` for brackets and braces, which are left to Velero. */
export type Matching = 'yes' | 'no' | 'unknown';

/** Whether a name with wildcards matches a text, in time that grows with the product of their lengths at most. */
export function matching(pattern: string, text: string): Matching {
  if (/[[\]{}!\\]/.test(pattern)) return 'unknown';
  if (!/[*?]/.test(pattern)) return 'no';
  return matches(pattern, text) ? 'yes' : 'no';
}

/** `*` is any text, `?` one character. */
function matches(pattern: string, text: string): boolean {
  let [at, read] = [0, 0];
  let [star, resume] = [-1, 0];
  while (read < text.length) {
    if (pattern[at] === '*') {
      [star, resume] = [at, read];
      at += 1;
    } else if (pattern[at] === '?' || pattern[at] === text[read]) {
      at += 1;
      read += 1;
    } else if (star === -1) {
      return false;
    } else {
      resume += 1;
      [at, read] = [star + 1, resume];
    }
  }
  return [...pattern.slice(at)].every((letter) => letter === '*');
}
