/** Facts about releases within texts: the catalogue names a capability, and the numbers come from the releases. */
const FACT = /\{(since|until):([A-Za-z]+)=([a-z]+)\}/g;

/** Measured releases, oldest first, each with its capabilities. */
type Releases = readonly Readonly<Record<string, string | boolean>>[];

/**
 * A text with its facts filled in: `{since:cronLibrary=netresearch}` is the first measured release with that
 * value, `1.18.3`, and `{until:cronLibrary=netresearch}` the last one before it, `1.18.2`. Where the release
 * measured before is of another series, the series are named: `1.18` and `1.17`.
 *
 * @throws Error for a capability or a value that no release has.
 */
export function withFacts(text: string, releases: Releases): string {
  return text.replace(FACT, (fact, which: string, name: string, value: string) => {
    const first = releases.findIndex((rules) => String(rules[name]) === value);
    if (first < 0) throw new Error(`no release has ${name}=${value}: ${fact}`);
    return which === 'since' ? since(first, releases) : until(first, releases);
  });
}

/** The releases with a value that changed once, in words: `up to 1.18.2`, `from 1.18.3 on`. */
export function rangeOf(name: string, value: string, releases: Releases): string {
  const newest = String(releases.at(-1)?.[name]);
  return newest === value
    ? withFacts(`from {since:${name}=${value}} on`, releases)
    : withFacts(`up to {until:${name}=${newest}}`, releases);
}

function since(index: number, releases: Releases): string {
  const [major, minor, patch] = numbersOf(index, releases);
  return isFirstOfSeries(index, releases) ? `${major}.${minor}` : `${major}.${minor}.${patch}`;
}

function until(index: number, releases: Releases): string {
  const [major, minor, patch] = numbersOf(index, releases);
  return isFirstOfSeries(index, releases)
    ? `${major}.${minor - 1}`
    : `${major}.${minor}.${patch - 1}`;
}

function isFirstOfSeries(index: number, releases: Releases): boolean {
  return numbersOf(index, releases)[1] !== numbersOf(index - 1, releases)[1];
}

function numbersOf(index: number, releases: Releases): [number, number, number] {
  const [major = 0, minor = 0, patch = 0] = String(releases[index]?.['release'] ?? '')
    .split('.')
    .map(Number);
  return [major, minor, patch];
}
