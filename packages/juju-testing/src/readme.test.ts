import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { expect, it } from 'vitest';
import { hookCommands } from './commands/index.js';

const README = fileURLToPath(new URL('../README.md', import.meta.url));

it("runs the README's example", async () => {
  const [, code] = /```ts example\n(.*?)```/s.exec(await readFile(README, 'utf8')) ?? [];
  const folder = await mkdtemp(join(tmpdir(), 'juju-readme-'));
  const outfile = join(folder, 'example.mjs');
  await build({
    stdin: { contents: code ?? 'throw new Error("there is no example")', loader: 'ts' },
    alias: {
      '@k8s-backup-target/juju-testing': fileURLToPath(new URL('./index.ts', import.meta.url)),
    },
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    // The package yaml is CommonJS in Node.
    banner: {
      js: `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`,
    },
  });
  const { stderr } = await promisify(execFile)(process.execPath, [outfile]);
  expect(stderr).toBe('');
  await rm(folder, { recursive: true });
});

it('names every hook command in the README', async () => {
  const readme = await readFile(README, 'utf8');
  for (const command of hookCommands.keys()) expect(readme).toContain(`\`${command}\``);
});
