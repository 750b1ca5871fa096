/** `npx tsx --conditions=@k8s-backup-target/source packages/cli/src/testing/write-captures.ts`: makes the captures of `docs/cli.md` again. */
import { readFileSync, writeFileSync } from 'node:fs';
import { block, PAGE, textCaptures } from './terminal-captures.js';

let page = readFileSync(PAGE, 'utf8');
for (const capture of textCaptures()) {
  const made = await block(capture);
  page = page.replace(capture.text, () => made);
}
writeFileSync(PAGE, page);
