/** Both languages make the same objects of Velero, refuse the same targets, and take the same steps to agree. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { implementationNamed } from './implementations.js';
import { LineProcess } from './line-process.js';
import { plainCases, wildCases } from './manifest-cases.js';
import { RECORDED_FILE, recordedCases } from './record-manifests.js';

const python = new LineProcess({
  program: implementationNamed('python').command.program,
  args: [join(import.meta.dirname, '../../packages/python/tests/manifest_answers.py')],
});

afterAll(() => python.end());

it.each([
  ['whatever the names', wildCases],
  ['whatever became of the Schedules', plainCases],
])('make, refuse and reconcile alike, %s', async (_, cases) => {
  await fc.assert(
    fc.asyncProperty(cases, async ({ asked, answer }) => {
      const [line = '{}'] = await python.ask([`${JSON.stringify(asked)}\n`]);
      expect(JSON.parse(line)).toEqual(answer);
    }),
    { numRuns: 100 },
  );
});

it('TypeScript makes what is recorded for the tests of Python: npm run manifest-cases', () => {
  expect(recordedCases()).toEqual(JSON.parse(readFileSync(RECORDED_FILE, 'utf8')));
});
