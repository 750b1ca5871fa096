import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { runSnippet, snippets } from './run-snippet.js';
import { statedBlocks, statedValues } from './stated-values.js';
import { inTemporaryFolder } from './temporary-folder.js';

const DOCUMENT = `# A document

\`\`\`ts
const two: number = 2;
two + 2; // 4
[two];
// [
//   3,
// ]
\`\`\`

\`\`\`ts example
console.log('hello');
\`\`\`
`;

function withDocument<T>(work: (document: string) => Promise<T>): Promise<T> {
  return inTemporaryFolder('document-', (folder) => {
    const document = join(folder, 'README.md');
    writeFileSync(document, DOCUMENT);
    return work(document);
  });
}

describe('statedValues', () => {
  it('gives each value with what the document states, right or wrong', async () => {
    await withDocument(async (document) => {
      const [block, ...more] = statedBlocks(document);
      expect(more).toEqual([]);
      expect(block?.count).toBe(2);
      if (block === undefined) throw new Error('there is no block');
      expect(await statedValues(document, block)).toEqual([
        { actual: 4, stated: 4 },
        { actual: [2], stated: [3] },
      ]);
    });
  });
});

describe('runSnippet', () => {
  it('returns what the code prints', async () => {
    await withDocument(async (document) => {
      const [code = ''] = snippets(document, 'ts example');
      expect(await runSnippet(code, import.meta.dirname)).toBe('hello\n');
    });
  });

  it('fails with what the code printed', async () => {
    const failed = runSnippet("console.log('so far'); process.exit(3);", import.meta.dirname);
    await expect(failed).rejects.toThrow(/exit status 3\)\nso far/);
  });
});
