import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, preview } from '@k8s-backup-target/preview';
import { run } from '@k8s-backup-target/tools/run';
import { bundleSnippet } from '@k8s-backup-target/tools/run-snippet';
import { inTemporaryFolder } from '@k8s-backup-target/tools/temporary-folder';
import { describe, expect, it } from 'vitest';

const PAGE = readFileSync(new URL('../../docs/preview.md', import.meta.url), 'utf8');
const { groups } = JSON.parse(readFileSync(new URL('discovery.json', import.meta.url), 'utf8'));

/** The block that is fenced with these words. */
function block(words: string): string {
  const start = PAGE.indexOf(`\`\`\`${words}\n`);
  const body = PAGE.indexOf('\n', start) + 1;
  return PAGE.slice(body, PAGE.indexOf('```', body));
}

describe('docs/preview.md', () => {
  it('shows the answer to its spec in its cluster', () => {
    const objects = JSON.parse(block('json objects'));
    const result = preview(JSON.parse(block('json spec')), { groups, objects });
    const stories = result.decisions.map(({ key }) => explain(result, key).join('\n  '));
    expect(`${stories.join('\n')}\n`).toBe(block('text answer'));
  });

  it('shows how a program asks', async () => {
    const spec = { template: { includedNamespaces: ['shop-web'] } };
    const inventory = { groups, objects: JSON.parse(block('json objects')) };
    const printed = await inTemporaryFolder('preview-program-', async (folder) => {
      const manifests = { items: [{ metadata: { name: 'shop' }, spec }] };
      writeFileSync(join(folder, 'manifests.json'), JSON.stringify(manifests));
      writeFileSync(join(folder, 'cluster.json'), JSON.stringify(inventory));
      await bundleSnippet(block('ts'), import.meta.dirname, join(folder, 'program.mjs'));
      return run(folder, [process.execPath, 'program.mjs']);
    });
    expect(printed).toMatch(/^shop Completed [1-9]\d*\n$/);
  });
});
