/** What each release of Velero decides about volumes: a small program, built inside a copy of that release's module. */
import { execFile } from 'node:child_process';
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { buildGoProgram } from '@k8s-backup-target/tools/go';

const MODULE = 'github.com/vmware-tanzu/velero';
const SOURCES = join(import.meta.dirname, 'releases');
/** Where in the copy the program is: below it Velero's internal packages can be imported. */
const PLACE = 'cmd/volume-decisions';

/** Releases that are judged, with the folders of what differs between them. */
const RELEASES = {
  '1.16.2': { helper: '1.16', policies: '1.16' },
  '1.17.2': { helper: '1.16', policies: '1.16' },
  '1.18.0': { helper: '1.18', policies: '1.16' },
  '1.18.1': { helper: '1.18', policies: '1.16' },
  '1.18.3': { helper: '1.18', policies: '1.18.3' },
} as const;

export type JudgedRelease = keyof typeof RELEASES;

export const JUDGED_RELEASES = Object.keys(RELEASES) as readonly JudgedRelease[];

/** Builds the program of a release, and returns its path. The first build of one takes minutes. */
export async function buildReleaseOracle(release: JudgedRelease): Promise<string> {
  const folder = join(import.meta.dirname, 'dist', `velero-${release}`);
  if (!existsSync(join(folder, 'go.sum'))) copyModule(await moduleFolder(release), folder);
  const { helper, policies } = RELEASES[release];
  mkdirSync(join(folder, PLACE), { recursive: true });
  for (const source of [
    'main.go',
    join('helper', helper, 'helper.go'),
    join('policies', policies, 'policies.go'),
  ]) {
    const file = source.replace(/.*\//, '');
    writeFileSync(join(folder, PLACE, file), readFileSync(join(SOURCES, source)));
  }
  return buildGoProgram({ folder, name: 'volume-decisions', main: `./${PLACE}` });
}

async function moduleFolder(release: JudgedRelease): Promise<string> {
  const { stdout } = await promisify(execFile)(
    'go',
    ['mod', 'download', '-json', `${MODULE}@v${release}`],
    { cwd: import.meta.dirname },
  );
  return JSON.parse(stdout).Dir;
}

/** What a build reads; `go.sum` comes last, and says that the copy is whole. */
function copyModule(from: string, to: string): void {
  const files = readdirSync(from, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file === 'go.mod' || (file.endsWith('.go') && !file.endsWith('_test.go')),
  );
  for (const file of [...files, 'go.sum']) {
    mkdirSync(dirname(join(to, file)), { recursive: true });
    copyFileSync(join(from, file), join(to, file));
  }
}
