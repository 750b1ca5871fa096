/** What other repositories take from this one by its tag: the hook for pre-commit, the action, and how to use them. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Each with the text that the version follows. */
const MENTIONS: readonly (readonly [file: string, before: RegExp])[] = [
  ['.pre-commit-hooks.yaml', /@k8s-backup-target\/cli@/g],
  ['action.yml', /description: The release of kbt\.\n {4}default: /g],
  ['docs/validate-in-git.md', /(?:rev: |\/k8s-backup-target@)v/g],
];

/** Writes the version wherever one of these files names it. */
export function syncHookVersions(root: string, version: string): void {
  for (const [file, before] of MENTIONS) {
    const path = join(root, file);
    const text = readFileSync(path, 'utf8');
    const pattern = new RegExp(`(${before.source})\\d[\\w.-]*`, 'g');
    writeFileSync(
      path,
      text.replace(pattern, (_, kept: string) => kept + version),
    );
  }
}

/** Lists, one line each, the mentions of another version, and the files without one. */
export function hookVersionFaults(root: string, wanted: string): string[] {
  return MENTIONS.flatMap(([file, before]) => {
    const text = readFileSync(join(root, file), 'utf8');
    const pattern = new RegExp(`${before.source}(\\d[\\w.-]*)`, 'g');
    const found = [...text.matchAll(pattern)].map(([, version]) => version);
    if (found.length === 0) return [`${file}: names no version`];
    return found
      .filter((version) => version !== wanted)
      .map((version) => `${file}: ${version}, not ${wanted}`);
  });
}
