/**
 * `npm run codegen`: writes every generated file.
 * `npm run codegen -- --check`: changes nothing, names each stale, missing or surplus file, and exits 1 if there is one.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import { GENERATED_FOLDERS, render } from './render.js';

const MEND = 'run `npm run codegen` and commit the result';

async function main(): Promise<number> {
  const { values } = parseArgs({
    options: { check: { type: 'boolean' }, root: { type: 'string' } },
  });
  const root = values.root ?? '.';
  const rendered = await render((path) => readFile(join(root, path), 'utf8'));
  const surplus = await surplusFiles(root, rendered);
  if (values.check) return check(root, rendered, surplus);
  for (const [path, text] of rendered) await writeIfChanged(join(root, path), text);
  for (const path of surplus) await rm(join(root, path));
  console.log(`codegen: ${rendered.size} files are fresh`);
  return 0;
}

async function check(
  root: string,
  rendered: ReadonlyMap<string, string>,
  surplus: readonly string[],
): Promise<number> {
  const faults = surplus.map((path) => `surplus: ${path}`);
  for (const [path, text] of rendered) {
    const current = await readIfThere(join(root, path));
    if (current === undefined) faults.push(`missing: ${path}`);
    else if (current !== text) faults.push(`stale: ${path}`);
  }
  for (const fault of faults) console.error(`codegen: ${fault}`);
  console.error(
    faults.length === 0 ? `codegen: ${rendered.size} files are fresh` : `codegen: ${MEND}`,
  );
  return faults.length === 0 ? 0 : 1;
}

async function surplusFiles(
  root: string,
  rendered: ReadonlyMap<string, string>,
): Promise<string[]> {
  const found = await Promise.all(GENERATED_FOLDERS.map((folder) => filesIn(root, folder)));
  return found.flat().filter((path) => !rendered.has(path));
}

async function filesIn(root: string, folder: string): Promise<string[]> {
  const options = { withFileTypes: true, recursive: true } as const;
  const entries = await readdir(join(root, folder), options).catch(whenMissing([]));
  return entries
    .filter((entry) => entry.isFile() && !entry.parentPath.includes('__pycache__'))
    .map(({ parentPath, name }) => relative(root, join(parentPath, name)));
}

/** Leaves an unchanged file alone, so its time stamp starts no rebuild. */
async function writeIfChanged(path: string, text: string): Promise<void> {
  if ((await readIfThere(path)) === text) return;
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}

async function readIfThere(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(whenMissing(undefined));
}

function whenMissing<T>(value: T): (error: NodeJS.ErrnoException) => T {
  return (error) => {
    if (error.code === 'ENOENT') return value;
    throw error;
  };
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(`codegen: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
