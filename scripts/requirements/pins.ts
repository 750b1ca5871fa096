/**
 * The lines of a requirements file that name a package, in the spelling that the registry compares.
 *
 * Each line holds the package's name and version, and where it has them its marker and its hashes.
 */
export function pins(text: string): readonly string[] {
  return text
    .replaceAll(/ \\\n/g, ' ')
    .split('\n')
    .filter((line) => /^[A-Za-z]/.test(line))
    .map(inOneSpelling);
}

function inOneSpelling(line: string): string {
  return line.replace(/^[^ ;]+/, (pin) => pin.toLowerCase().replaceAll(/[_.-]+(?=.*==)/g, '-'));
}
