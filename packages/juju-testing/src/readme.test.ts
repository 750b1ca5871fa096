import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { runSnippet } from '@k8s-backup-target/tools/run-snippet';
import { snippets } from '@k8s-backup-target/tools/snippets';
import { expect, it } from 'vitest';
import { hookCommands } from './commands/index.js';

const README = fileURLToPath(new URL('../README.md', import.meta.url));

it("runs the README's example", async () => {
  const [code = 'throw new Error("there is no example")'] = snippets(README, 'ts example');
  await runSnippet(code, import.meta.dirname);
});

it('names every hook command in the README', async () => {
  const readme = await readFile(README, 'utf8');
  for (const command of hookCommands.keys()) expect(readme).toContain(`\`${command}\``);
});
