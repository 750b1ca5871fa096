import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { PAYLOADS } from './payloads.js';

interface Reading {
  readonly targets: number;
  readonly issues: number;
  readonly longest: number;
  readonly megabytes: number;
}

/** Reads hostile databags in a process that may use so many megabytes of memory for its objects. */
function read(payload: string, relations: number, heapMegabytes: number): Reading {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [
      `--max-old-space-size=${heapMegabytes}`,
      '--conditions=@k8s-backup-target/source',
      '--import',
      'tsx',
      'tests/hostile/read.ts',
      payload,
      String(relations),
    ],
    { encoding: 'utf8', timeout: 500_000 },
  );
  expect(stderr).toBe('');
  expect(status).toBe(0);
  return JSON.parse(stdout);
}

/**
 * Nothing that a remote application writes may crash a requirer or exhaust its memory. The limits stand in
 * SECURITY.md; the seconds are measured by `npm run bench`.
 */
describe('16 MiB of', { timeout: 600_000 }, () => {
  it.each(Object.keys(PAYLOADS))('%s are read within 1 GiB', (payload) => {
    const { issues, longest, megabytes } = read(payload, 1, 900);
    expect(issues).toBeLessThanOrEqual(10_001);
    expect(longest).toBeLessThan(2000);
    expect(megabytes).toBeLessThan(1024);
  });

  it.each(['entries that lack everything', 'a list of empty names', 'many labels'])(
    '%s in four relations are read within 2.5 GiB',
    (payload) => {
      const { issues, megabytes } = read(payload, 4, 2300);
      expect(issues).toBeLessThanOrEqual(10_001);
      expect(megabytes).toBeLessThan(2560);
    },
  );
});
