import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
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

/** A `go` that does this before and after it writes the program. */
function goThat(before: string, after = ''): void {
  const path = join(folder, 'bin/go');
  const lines = [
    '#!/bin/bash',
    '[[ $1 == version ]] && echo go version go1.25.0 linux/amd64 && exit',
    `echo build >> '${folder}/log'`,
    before,
    'while [[ $1 != -o ]]; do shift; done; echo built > "$2"',
    after,
  ];
  writeFileSync(path, `${lines.join('\n')}\n`);
  chmodSync(path, 0o755);
}

function goThatFailsOnce(message: string): void {
  goThat(`[[ $(wc -l < '${folder}/log') == 1 ]] && echo '${message}' >&2 && exit 1`);
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

  it('builds twice at once: what finishes first leaves the other its unfinished file', async () => {
    // Whoever comes second has written its file, and waits until the first has put its own in place.
    const finished = `'${folder}'/dist/program-????????????????`;
    goThat('', `mkdir '${folder}/first' || until ls ${finished}; do sleep 0.01; done; exit 0`);
    const program = { folder, name: 'program' };
    const [one, other] = await Promise.all([buildGoProgram(program), buildGoProgram(program)]);
    expect(one).toBe(other);
    expect(readFileSync(one, 'utf8')).toBe('built\n');
    expect(readdirSync(join(folder, 'dist'))).toHaveLength(1);
  });

  it('does not try again where the program is at fault', async () => {
    goThatFailsOnce('./main.go:1:1: syntax error');
    await expect(buildGoProgram({ folder, name: 'program' })).rejects.toThrow('syntax error');
    expect(builds()).toBe(1);
  });
});
