/** Compiles the programs of the live lab, once for each state of their sources. */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { whyNoKubernetesApi } from '../kubernetes-api/build.js';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const DIST = join(FOLDER, 'dist');
/** The folders whose Go code goes into the programs. */
const SOURCES = [FOLDER, fileURLToPath(new URL('../kubernetes-api/', import.meta.url))];
const KUBERNETES = 'k8s.io/component-base/version';

/** Paths of what was built. */
export interface LabPrograms {
  readonly apiServer: string;
  readonly velero: string;
  /** The folder of Velero's plugins. */
  readonly plugins: string;
}

/** Why no cluster can run on this machine; undefined where one can. */
export function whyNoCluster(): string | undefined {
  return whyNoKubernetesApi();
}

/**
 * Builds the programs unless these very sources are built already. From an empty build cache it takes
 * minutes: 4 on two idle cores, with 3 GB of cache.
 *
 * @throws Error when there is no Go, or the build fails.
 */
export async function buildLab(): Promise<LabPrograms> {
  const reason = whyNoCluster();
  if (reason !== undefined)
    throw new Error(`The live tests run Kubernetes and Velero, which Go compiles here: ${reason}.`);
  const name = hashOfSources();
  const finished = join(DIST, name);
  if (!existsSync(finished)) await buildAll(finished);
  for (const other of readdirSync(DIST))
    if (/^[0-9a-f]{16}$/.test(other) && other !== name)
      rmSync(join(DIST, other), { recursive: true, force: true });
  return {
    apiServer: join(finished, 'api-server'),
    velero: join(finished, 'velero'),
    plugins: join(finished, 'plugins'),
  };
}

/** Two may build at once: each fills a folder of its own, and the first finished one takes its place. */
async function buildAll(finished: string): Promise<void> {
  const unfinished = `${finished}.${process.pid}`;
  mkdirSync(join(unfinished, 'plugins'), { recursive: true });
  await goBuild('./api-server', join(unfinished, 'api-server'));
  await goBuild('./velero', join(unfinished, 'velero'));
  await goBuild('./object-store', join(unfinished, 'plugins', 'object-store'));
  try {
    renameSync(unfinished, finished);
  } catch {
    rmSync(unfinished, { recursive: true });
  }
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  for (const folder of SOURCES) {
    const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
    const sources = files.filter((file) => /\.go$|^go\.(?:mod|sum)$/.test(file));
    for (const file of sources.sort())
      hash.update(`${file}\0`).update(readFileSync(join(folder, file)));
  }
  return hash.digest('hex').slice(0, 16);
}

/** Clients such as kubectl read the version that is stamped in here. */
function stamp(): string {
  const [, version, major, minor] =
    /k8s\.io\/kubernetes (v(\d+)\.(\d+)\.\d+)/.exec(readFileSync(join(FOLDER, 'go.mod'), 'utf8')) ??
    [];
  return `-X ${KUBERNETES}.gitVersion=${version} -X ${KUBERNETES}.gitMajor=${major} -X ${KUBERNETES}.gitMinor=${minor}`;
}

/** Not synchronous: a first build takes minutes, in which the test runner must hear from its worker. */
function goBuild(main: string, output: string): Promise<void> {
  const args = ['build', '-buildvcs=false', `-ldflags=-s -w ${stamp()}`, '-o', output, main];
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, { cwd: FOLDER, stdio: ['ignore', 'ignore', 'pipe'] });
    const complaints: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`go ${args.join(' ')} failed:\n${Buffer.concat(complaints)}`));
    });
  });
}
