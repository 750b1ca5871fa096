/** Changelogs as texts: one `## X.Y.Z` for each release, the newest first. */

const SECTION = /^## (\S+)\n([\s\S]*?)(?=^## |(?![\s\S]))/gm;

/** A package's section for a release that brings nothing to it. */
export const UNCHANGED = 'Nothing changed here; released together with the other packages.';

/** Returns a changelog's section about a version, without its heading; undefined if there is none. */
export function changelogSection(changelog: string, version: string): string | undefined {
  for (const [, found, text] of changelog.matchAll(SECTION))
    if (found === version) return text?.trim();
  return undefined;
}

/**
 * The changelog with a line in each release that has none. Changesets write a bare heading for a package
 * of the fixed group that no changeset names.
 */
export function withoutEmptySections(changelog: string): string {
  return changelog.replace(SECTION, (section: string, version: string, text: string) =>
    text.trim() === ''
      ? `## ${version}\n\n${UNCHANGED}\n${section.endsWith('\n\n') ? '\n' : ''}`
      : section,
  );
}
