import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { circlesAmong, roomCirclesAmong, sourcesBelow } from './import-graph.js';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'import-graph-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function sources(files: Readonly<Record<string, string>>): readonly string[] {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return sourcesBelow(folder);
}

/** The circles, with the temporary folder taken out of their paths. */
function short(circles: readonly string[]): readonly string[] {
  return circles.map((circle) => circle.replaceAll(`${folder}/`, ''));
}

describe('circles of folders', () => {
  it('are found where no file is in a circle', () => {
    const files = sources({
      'src/low/one.ts': "import { two } from '../high/two.js';",
      'src/low/three.ts': 'export const three = 3;',
      'src/high/two.ts': 'export const two = 2;',
      'src/high/four.ts': "export { three } from '../low/three.js';",
    });
    expect(circlesAmong(files)).toEqual([]);
    expect(short(roomCirclesAmong(files))).toEqual(['src/low → src/high → src/low']);
  });

  it.each([
    ['type imports', "import type { two } from '../high/two.js';"],
    ['dynamic imports', "const { two } = await import('../high/two.js');"],
  ])('count %s', (_, text) => {
    const files = sources({
      'src/low/one.ts': text,
      'src/low/three.ts': 'export const three = 3;',
      'src/high/two.ts': "import { three } from '../low/three.js';\nexport const two = three;",
    });
    expect(short(roomCirclesAmong(files))).toEqual(['src/low → src/high → src/low']);
  });

  it('do not count a file at the root of the sources and the folder that it leads to', () => {
    const files = sources({
      'src/index.ts': "export { one } from './low/one.js';",
      'src/error.ts': 'export const error = 1;',
      'src/low/one.ts': "import { error } from '../error.js';\nexport const one = error;",
    });
    expect(roomCirclesAmong(files)).toEqual([]);
  });
});
