/**
 * The inputs that the fuzzer begins with, and each at which something crashed once. The long runs, `npm run long-run --
 * fuzz-typescript` and `fuzz-python`, make others of them.
 */
import { spawnSync } from 'node:child_process';
import {
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { describe, expect, it } from 'vitest';
import { Coverage } from './fuzz/engine/coverage.js';
import { fuzzLoop } from './fuzz/engine/loop.js';
import { TARGETS } from './fuzz/targets/index.js';

const CORPUS = join(import.meta.dirname, 'fuzz/corpus');

it('has a folder of inputs for each target', () => {
  expect(readdirSync(CORPUS).sort()).toEqual(Object.keys(TARGETS).sort());
});

describe.each(Object.entries(TARGETS))('the target %s', (name, target) => {
  it.each(readdirSync(join(CORPUS, name)))('keeps its promises for %s', async (file) => {
    await target(readFileSync(join(CORPUS, name, file)));
  });
});

it('the targets in Python keep their promises for the same inputs', () => {
  const words = [join(import.meta.dirname, 'fuzz/python/read_corpus.py'), CORPUS];
  const { stdout, stderr } = spawnSync(PYTHON, words, { encoding: 'utf8' });
  expect(stdout + stderr).toBe('');
});

it('the fuzzer finds its way from one place to the next, and keeps what it crashed at', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
  const corpus = join(folder, 'corpus');
  mkdirSync(corpus);
  writeFileSync(join(corpus, 'first'), 'x');
  const coverage = new Coverage();
  coverage.install();
  const { Fuzzer } = globalThis as unknown as Instrumented;
  const { crashes, places } = await fuzzLoop({
    target: (bytes) => {
      const text = bytes.toString('latin1');
      for (const [at, letter] of [...'cr'].entries()) {
        if (text[at] !== letter) return;
        Fuzzer.coverageTracker.incrementCounter(at);
      }
      if (Fuzzer.tracer.traceStrCmp(text.slice(2, 12), 'a far word', '==='))
        throw new Error('found');
    },
    coverage,
    seed: 1,
    seconds: 60,
    mostRuns: 20_000,
    corpus,
    crashes: join(folder, 'crashes'),
    current: openSync(join(folder, 'current'), 'w'),
  });
  expect(places).toBe(2);
  expect(crashes).toEqual([expect.stringMatching(/^[0-9a-f]{12}: found /)]);
  const [name = ''] = crashes[0]?.split(':') ?? [];
  expect(readFileSync(join(folder, 'crashes', name), 'latin1')).toMatch(/^cra far word/);
  rmSync(folder, { recursive: true });
});

interface Instrumented {
  readonly Fuzzer: {
    readonly coverageTracker: { incrementCounter(place: number): void };
    readonly tracer: { traceStrCmp(a: string, b: string, operator: string): boolean };
  };
}
