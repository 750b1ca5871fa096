import { readFileSync } from 'node:fs';
import { explain, preview } from '@k8s-backup-target/preview';
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
});
