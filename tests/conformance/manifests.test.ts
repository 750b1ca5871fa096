/** Both languages make the same objects of Velero, refuse the same targets, and take the same steps to agree. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { implementationNamed } from './implementations.js';
import { LineProcess } from './line-process.js';
import { manifestCases } from './manifest-cases.js';
import { RECORDED_FILE, recordedCases } from './record-manifests.js';

const python = new LineProcess({
  program: implementationNamed('python').command.program,
  args: [join(import.meta.dirname, '../../packages/python/tests/manifest_answers.py')],
});

afterAll(() => python.end());

it('make, refuse and reconcile alike, whatever the names and the Schedules', async () => {
  await fc.assert(
    fc.asyncProperty(manifestCases, async ({ asked, answer }) => {
      const [line = '{}'] = await python.ask([`${JSON.stringify(asked)}\n`]);
      expect(JSON.parse(line)).toEqual(answer);
    }),
    { numRuns: 200 },
  );
});

it('TypeScript makes what is recorded for the tests of Python: npm run manifest-cases', () => {
  expect(recordedCases()).toEqual(JSON.parse(readFileSync(RECORDED_FILE, 'utf8')));
});
