/** Go programs that tests ask: Velero's and Kubernetes' own code, compiled from their published modules. */
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** The oldest Go that can fetch the toolchain which a go.mod asks for. */
const OLDEST_GO = 21;

/** What Go says where a module could not be fetched for a reason that passes. It does not try again. */
const PASSING =
  /dial tcp|timeout|connection reset|connection refused|unexpected EOF|server misbehaving|: 50\d /;

/** How often a build is begun that cannot fetch its modules. */
const ATTEMPTS = 4;
const PAUSE_MS = 2_000;

/** A package main in a Go module. */
export interface GoProgram {
  /** The folder with the go.mod. */
  readonly folder: string;
  readonly name: string;
  /** The package in that module, such as `./server`; the module's own folder where it is not given. */
  readonly main?: string | undefined;
  /** Folders of modules that its go.mod replaces by a path: their sources belong to the program. */
  readonly imports?: readonly string[] | undefined;
  /** Variables to set in the program, `-X` of Go's linker: a value by `import/path.name`. */
  readonly variables?: Readonly<Record<string, string>> | undefined;
}

/** Why no Go program can be built on this machine; undefined where one can. */
export function whyNoGo(): string | undefined {
  const { error, stdout } = spawnSync('go', ['version'], { encoding: 'utf8' });
  if (error !== undefined) return `there is no Go on PATH (${error.message})`;
  const minor = /go1\.(\d+)/.exec(stdout)?.[1];
  return minor !== undefined && Number(minor) < OLDEST_GO
    ? `Go is older than 1.${OLDEST_GO} (${stdout.trim()})`
    : undefined;
}

/**
 * Builds a program below its folder's `dist`, unless these very sources are built already, and returns
 * its path. Two test files may build at once: each writes a name of its own, and the finished file takes
 * its place in one step.
 *
 * @throws Error when there is no Go, or the build fails.
 */
export async function buildGoProgram(program: GoProgram): Promise<string> {
  const { folder, name } = program;
  const reason = whyNoGo();
  if (reason !== undefined) throw new Error(`${name} cannot be built: ${reason}.`);
  const dist = join(folder, 'dist');
  const file = `${name}-${hashOf(program)}`;
  const binary = join(dist, file);
  if (existsSync(binary)) return binary;
  mkdirSync(dist, { recursive: true });
  const unfinished = `${binary}.${randomUUID()}`;
  await buildPatiently(program, unfinished);
  renameSync(unfinished, binary);
  for (const other of readdirSync(dist))
    if (isFinished(other, name) && other !== file) rmSync(join(dist, other), { force: true });
  return binary;
}

/** True for a program of that name, of whatever sources; false for what another build still writes. */
function isFinished(file: string, name: string): boolean {
  return file.startsWith(`${name}-`) && /^-[0-9a-f]{16}$/.test(file.slice(name.length));
}

function hashOf({ folder, imports = [], variables = {} }: GoProgram): string {
  const hash = createHash('sha256').update(JSON.stringify(variables));
  for (const source of [folder, ...imports].flatMap(sourcesIn))
    hash.update(`${source}\0`).update(readFileSync(source));
  return hash.digest('hex').slice(0, 16);
}

function sourcesIn(folder: string): string[] {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const sources = files.filter(
    (file) => /\.go$|^go\.(?:mod|sum)$/.test(file) && !file.startsWith('dist/'),
  );
  return sources.sort().map((file) => join(folder, file));
}

async function buildPatiently(program: GoProgram, output: string): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await goBuild(program, output);
    } catch (error) {
      if (attempt === ATTEMPTS || !PASSING.test(String(error))) throw error;
      await sleep(PAUSE_MS * attempt);
    }
  }
}

/** Not synchronous: a first build takes minutes, in which the test runner must hear from its worker. */
function goBuild({ folder, main = '.', variables = {} }: GoProgram, output: string): Promise<void> {
  const set = Object.entries(variables).map(([name, value]) => `-X ${name}=${value}`);
  // Without symbols and debugging data a program is a third smaller and links sooner.
  const ldflags = ['-s', '-w', ...set].join(' ');
  const args = ['build', '-buildvcs=false', `-ldflags=${ldflags}`, '-o', output, main];
  return new Promise((resolve, reject) => {
    const child = spawn('go', args, { cwd: folder, stdio: ['ignore', 'ignore', 'pipe'] });
    const complaints: Buffer[] = [];
    child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
    child.on('error', reject);
    child.on('close', (status) => {
      if (status === 0) resolve();
      else reject(new Error(`go ${args.join(' ')} failed:\n${Buffer.concat(complaints)}`));
    });
  });
}
