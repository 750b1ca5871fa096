/** Fresh Python environments for packed packages, and a look into what was packed. */
import { cpSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';

/** Makes an environment in `folder`, installs `requirements` into it, and returns its interpreter. */
export async function makePythonEnvironment(
  folder: string,
  requirements: readonly string[],
): Promise<string> {
  await run('.', ['python3', '-m', 'venv', folder]);
  const python = join(folder, 'bin/python');
  if (requirements.length > 0) await pip(python, 'install', ...requirements);
  return python;
}

/** Copies an environment, which is quicker than to install the same again, and returns its interpreter. */
export function copyPythonEnvironment(python: string, folder: string): string {
  const from = dirname(dirname(python));
  cpSync(from, folder, { recursive: true, verbatimSymlinks: true });
  return join(folder, 'bin/python');
}

/**
 * Runs pip in an environment.
 *
 * @throws CommandError if it fails.
 */
export function pip(python: string, ...args: readonly string[]): Promise<string> {
  return run('.', [python, '-m', 'pip', '--quiet', '--disable-pip-version-check', ...args]);
}

/** Runs Python code that sees nothing but the environment, and returns what it prints. */
export async function runPython(python: string, code: string): Promise<string> {
  return (await run('.', [python, '-I', '-c', code])).trim();
}

/** The paths of the files in a wheel, sorted. */
export async function filesOfWheel(wheel: string): Promise<string[]> {
  const code = `import zipfile; print(*zipfile.ZipFile(${JSON.stringify(wheel)}).namelist(), sep="\\n")`;
  return (await runPython('python3', code)).split('\n').sort();
}

/** The paths of the files in an sdist below its only folder, sorted. */
export async function filesOfSdist(sdist: string): Promise<string[]> {
  const listing = await run('.', ['tar', '--list', '--gzip', '--file', sdist]);
  const paths = listing.trim().split('\n');
  return paths.map((path) => path.slice(path.indexOf('/') + 1)).sort();
}

/** The text of a wheel's METADATA. */
export function metadataOfWheel(wheel: string): Promise<string> {
  const code = [
    'import zipfile',
    `wheel = zipfile.ZipFile(${JSON.stringify(wheel)})`,
    'name = next(name for name in wheel.namelist() if name.endswith(".dist-info/METADATA"))',
    'print(wheel.read(name).decode(), end="")',
  ];
  return run('.', ['python3', '-I', '-c', code.join('\n')]);
}

/** Lists a wheel's requirements: `Requires-Python`, `Requires-Dist`, `Provides-Extra`. */
export function requirementsIn(metadata: string): string[] {
  const [header = ''] = metadata.split('\n\n');
  return header.split('\n').filter((line) => /^(?:Requires-|Provides-Extra)/.test(line));
}
