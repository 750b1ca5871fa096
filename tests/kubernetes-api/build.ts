import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));
const DIST = join(FOLDER, 'dist');
const BINARY = /^kubernetes-api-[0-9a-f]{16}$/;

/** The oldest Go that can fetch the toolchain which go.mod asks for. */
const OLDEST_GO = 21;

/** Why the API cannot run on this machine; undefined where it can. */
export function whyNoKubernetesApi(): string | undefined {
  const { error, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (error !== undefined) return `there is no Go on PATH (${error.message})`;
  const minor = /go1\.(\d+)/.exec(stdout)?.[1];
  return minor !== undefined && Number(minor) < OLDEST_GO
    ? `Go is older than 1.${OLDEST_GO} (${stdout.trim()})`
    : undefined;
}

/**
 * Builds the program unless these very sources are built already, and returns its path. Two test files
 * may build at once: each writes a name of its own, and the finished file takes its place in one step.
 */
export async function buildKubernetesApi(): Promise<string> {
  const reason = whyNoKubernetesApi();
  if (reason !== undefined) throw new Error(`The Kubernetes API cannot be built: ${reason}.`);
  const name = `kubernetes-api-${hashOfSources()}`;
  const binary = join(DIST, name);
  if (existsSync(binary)) return binary;
  mkdirSync(DIST, { recursive: true });
  const unfinished = `${binary}.${process.pid}`;
  await goBuild(unfinished);
  renameSync(unfinished, binary);
  for (const other of readdirSync(DIST)) {
    if (BINARY.test(other) && other !== name) rmSync(join(DIST, other), { force: true });
  }
  return binary;
}

function hashOfSources(): string {
  const hash = createHash('sha256');
  const files = readdirSync(FOLDER, { recursive: true, encoding: 'utf8' });
  const sources = files.filter((file) => /\.go$|^go\.(?:mod|sum)$/.test(file));
  for (const file of sources.sort())
    hash.update(`${file}\0`).update(readFileSync(join(FOLDER, file)));
  return hash.digest('hex').slice(0, 16);
}

/** Not synchronous: a first build takes minutes, in which the test runner must hear from its worker. */
function goBuild(output: string): Promise<void> {
  // Without symbols and debugging data the program is a third smaller and links sooner.
  const args = ['build', '-buildvcs=false', '-ldflags=-s -w', '-o', output, '.'];
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
