/** The changesets that no version has applied yet. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';

/** Their file names below `.changeset`. */
export function pendingChangesets(root: string): string[] {
  return readdirSync(join(root, '.changeset')).filter(
    (file) => file.endsWith('.md') && file !== 'README.md',
  );
}
