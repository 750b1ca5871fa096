import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { buildGoProgram } from './go.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'go-'));
  mkdirSync(join(folder, 'bin'));
  writeFileSync(join(folder, 'main.go'), 'package main\n');
  vi.stubEnv('PATH', `${join(folder, 'bin')}:${process.env['PATH']}`);
});

afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true });
});

/** A `go` that fails at first with this message, and then builds. */
function goThatFailsOnce(message: string): void {
  const path = join(folder, 'bin/go');
  const lines = [
    '#!/bin/bash',
    '[[ $1 == version ]] && echo go version go1.25.0 linux/amd64 && exit',
    `echo build >> '${folder}/log'`,
    `[[ $(wc -l < '${folder}/log') == 1 ]] && echo '${message}' >&2 && exit 1`,
    'while [[ $1 != -o ]]; do shift; done; echo built > "$2"',
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  chmodSync(path, 0o755);
}

const builds = () => readFileSync(join(folder, 'log'), 'utf8').match(/build/g)?.length;

describe('buildGoProgram', () => {
  it.each([
    'example.org/a@v1.0.0: Get "https://proxy/": dial tcp: lookup proxy: i/o timeout',
    'example.org/a@v1.0.0: reading https://proxy/a.zip: 503 Service Unavailable',
  ])('tries again where the network fails: %s', async (message) => {
    goThatFailsOnce(message);
    const binary = await buildGoProgram({ folder, name: 'program' });
    expect(readFileSync(binary, 'utf8')).toBe('built\n');
    expect(builds()).toBe(2);
  });

  it('does not try again where the program is at fault', async () => {
    goThatFailsOnce('./main.go:1:1: syntax error');
    await expect(buildGoProgram({ folder, name: 'program' })).rejects.toThrow('syntax error');
    expect(builds()).toBe(1);
  });
});
