/** Velero's server of any release, for the lab's API server. */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildGoProgram } from '@k8s-backup-target/tools/go';
import { copyVeleroModule, VELERO_MODULE } from '@k8s-backup-target/tools/velero-module';

/** Where the program is in the copy of the release's module. */
const PLACE = 'cmd/lab-velero';

/** By release, what it requires that Go's proxy does not serve, in the next version that it serves. */
const NEXT_SERVED: Readonly<Record<string, string>> = {
  '1.18.2': 'k8s.io/cli-runtime@v0.33.13',
};

/**
 * Builds the server of a release inside a copy of its module, and returns its path. It takes minutes the first time:
 * hardly any of what it is made of is shared with other releases.
 */
export function buildVeleroServer(release: string): Promise<string> {
  const folder = join(import.meta.dirname, 'dist', `velero-${release}`);
  copyVeleroModule(release, folder);
  const next = NEXT_SERVED[release];
  if (next !== undefined) execFileSync('go', ['get', next], { cwd: folder, stdio: 'ignore' });
  const place = join(folder, PLACE);
  mkdirSync(join(place, 'lifetime'), { recursive: true });
  mkdirSync(join(place, 'folder'), { recursive: true });
  copyFileSync(
    ownSource('../kubernetes-api/lifetime/lifetime.go'),
    join(place, 'lifetime/lifetime.go'),
  );
  copyFileSync(ownSource('folder/folder.go'), join(place, 'folder/folder.go'));
  writeFileSync(
    join(place, 'main.go'),
    inModule(readFileSync(ownSource('velero/main.go'), 'utf8')),
  );
  return buildGoProgram({ folder, name: 'velero', main: `./${PLACE}` });
}

function ownSource(path: string): string {
  return join(import.meta.dirname, path);
}

/** The lab's own packages are part of the copy. */
function inModule(source: string): string {
  return source
    .replace(
      'k8s-backup-target/tests/kubernetes-api/lifetime',
      `${VELERO_MODULE}/${PLACE}/lifetime`,
    )
    .replace('k8s-backup-target/tests/kubernetes/folder', `${VELERO_MODULE}/${PLACE}/folder`);
}
