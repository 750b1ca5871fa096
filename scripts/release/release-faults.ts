/** Finds the faults that keep a tag from being released. */
import { join } from 'node:path';
import { findBreaks, unreleasedChanges } from '../compatibility/gate.js';
import { readManifest } from './packages.js';
import { pendingChangesets } from './pending-changesets.js';
import { versionFaults } from './version-faults.js';

const REMEDY = 'run `npm run version` and commit the result before you tag';

/** Lists, one line each, why what `root` holds cannot be released as `tag`; empty if it can. */
export function releaseFaults(root: string, tag: string): string[] {
  const { version } = readManifest(join(root, 'packages/schema'));
  const pending = pendingChangesets(root).map((file) => `.changeset/${file} is pending: ${REMEDY}`);
  const unaccepted = unreleasedChanges(root).map(
    (file) => `${file} is not what scripts/compatibility/released holds: ${REMEDY}`,
  );
  return [
    ...(tag === `v${version}` ? [] : [`the tag is ${tag}, but the packages are at ${version}`]),
    ...pending,
    ...versionFaults(root),
    ...findBreaks(root).map(({ file, pointer, reason }) => `${file}#${pointer}: ${reason}`),
    ...unaccepted,
  ];
}
