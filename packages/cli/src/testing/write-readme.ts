/** `npx tsx packages/cli/src/testing/write-readme.ts`: runs the README's examples and writes what they print. */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { openShell } from './shell.js';

const path = fileURLToPath(new URL('../../README.md', import.meta.url));
const shell = await openShell();
let text = readFileSync(path, 'utf8');
for (const [block, line = ''] of text.matchAll(/^```console\n\$ ([^\n]+)\n[\s\S]*?^```$/gm)) {
  const { output } = await shell.run(line);
  text = text.replace(block, () => `\`\`\`console\n$ ${line}\n${output.trimEnd()}\n\`\`\``);
}
shell.close();
writeFileSync(path, text);
