import {
  chmod,
  mkdir,
  mkdtemp,
  readFile,
  realpath,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { run } from '@k8s-backup-target/tools/run';
import { bundleSnippet, runSnippet, snippets } from '@k8s-backup-target/tools/run-snippet';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { hookCommands } from './commands/index.js';

const README = fileURLToPath(new URL('../README.md', import.meta.url));
const NODE_MODULES = fileURLToPath(new URL('../../../node_modules', import.meta.url));
const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
const ON_SOURCES = '--conditions=@k8s-backup-target/source';

function block(info: string): string {
  const [code, ...more] = snippets(README, info);
  if (code === undefined || more.length > 0) throw new Error(`the README has no one ${info}`);
  return code;
}

it.each(snippets(README, 'ts example'))("runs the README's example %#", async (code) => {
  await runSnippet(code, import.meta.dirname);
});

it('names every hook command in the README', async () => {
  const readme = await readFile(README, 'utf8');
  for (const command of hookCommands.keys()) expect(readme).toContain(`\`${command}\``);
});

describe("the README's charm", () => {
  let charm: string;

  /** Runs the commands with the programs that they name: of this repository, on its sources. */
  function shell(script: string): Promise<string> {
    const path = `${join(charm, 'programs')}:${NODE_MODULES}/.bin`;
    return run(charm, ['sh', '-euc', `PATH=${path}:$PATH\n${script}`]);
  }

  beforeAll(async () => {
    charm = await mkdtemp(join(await realpath(tmpdir()), 'readme-charm-'));
    for (const file of ['charmcraft.yaml', 'src/charm.ts', 'dispatch']) {
      await mkdir(dirname(join(charm, file)), { recursive: true });
      const language = { yaml: 'yaml', ts: 'ts' }[file.split('.')[1] ?? ''] ?? 'sh';
      await writeFile(join(charm, file), block(`${language} ${file}`));
    }
    await symlink(NODE_MODULES, join(charm, 'node_modules'));
    const program = join(charm, 'programs/juju-hook-model');
    await mkdir(dirname(program));
    const tsx = `${ON_SOURCES} --import ${import.meta.resolve('tsx')}`;
    await writeFile(program, `#!/bin/sh\nexec '${process.execPath}' ${tsx} '${CLI}' "$@"\n`);
    await chmod(program, 0o755);
    await shell(block('sh bundle').replace('npx esbuild', `esbuild ${ON_SOURCES}`));
  });

  afterAll(() => rm(charm, { recursive: true }));

  it('runs in a test as the README says', async () => {
    const outfile = join(charm, 'process.mjs');
    await bundleSnippet(block('ts process'), import.meta.dirname, outfile);
    await run(charm, [process.execPath, outfile]);
  });

  it('runs from a shell, and prints what the README shows', async () => {
    const printed = await shell(block('sh session'));
    expect(printed).toContain(block('text'));
    expect(printed).toContain('status blocked: set the option namespace');
    expect(printed).toContain('  result namespace: prod\n');
  });
});
