import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { EXAMPLES, kbt } from '../testing/kbt.js';
import { testFolder } from '../testing/stored-backup.js';

const PAGE = readFileSync(new URL('../../../../docs/volumes.md', import.meta.url), 'utf8');

/** The block of the page that is fenced with these words. */
function block(words: string): string {
  const start = PAGE.indexOf(`\`\`\`${words}\n`);
  const body = PAGE.indexOf('\n', start) + 1;
  return PAGE.slice(body, PAGE.indexOf('```', body));
}

it('docs/volumes.md shows what kbt says of the volumes of its cluster', async () => {
  const { groups } = JSON.parse(readFileSync(join(EXAMPLES, 'inventory.json'), 'utf8'));
  const objects = JSON.parse(block('json objects'));
  const [command = '', ...lines] = block('console').split('\n');
  const folder = testFolder();
  writeFileSync(join(folder.path, 'backup.yaml'), block('yaml backup'));
  const inventory = { groups, objects, velero: { server: {} } };
  writeFileSync(join(folder.path, 'cluster.json'), JSON.stringify(inventory));
  const printed = await kbt(command.replace('$ kbt ', '').split(' '), { cwd: folder.path });
  folder.remove();
  expect(printed.stdout).toBe(lines.join('\n'));
  expect(printed.exitCode).toBe(1);
});
