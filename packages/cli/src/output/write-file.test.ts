import {
  chmodSync,
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeFileWhole } from './write-file.js';

let folder: string;
let path: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kbt-write-'));
  path = join(folder, 'inventory.json');
});

afterEach(() => {
  vi.doUnmock('node:fs');
  vi.resetModules();
  rmSync(folder, { recursive: true });
});

const modeOf = (file: string) => statSync(file).mode & 0o777;

describe('writeFileWhole', () => {
  it('makes a new file with the mode that is asked for', () => {
    writeFileWhole(path, 'new', 0o600);
    expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['new', 0o600]);
  });

  it('keeps the mode of a file that was there', () => {
    writeFileSync(path, 'old');
    chmodSync(path, 0o664);
    writeFileWhole(path, 'new', 0o600);
    expect([readFileSync(path, 'utf8'), modeOf(path)]).toEqual(['new', 0o664]);
  });

  it.each([true, false])('writes where a symlink leads, a file there: %s', (isThere) => {
    const target = join(folder, 'target.json');
    if (isThere) writeFileSync(target, 'old');
    symlinkSync('target.json', path);
    writeFileWhole(path, 'new', 0o600);
    expect(lstatSync(path).isSymbolicLink()).toBe(true);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  it('writes where a chain of symlinks leads that leads nowhere yet, and nowhere else', () => {
    const [link, target] = [join(folder, 'link.json'), join(folder, 'target.json')];
    symlinkSync('link.json', path);
    symlinkSync('target.json', link);
    writeFileWhole(path, 'new', 0o600);
    expect([path, link].map((file) => lstatSync(file).isSymbolicLink())).toEqual([true, true]);
    expect(readFileSync(target, 'utf8')).toBe('new');
  });

  it('refuses symlinks that lead in a circle', () => {
    symlinkSync('link.json', path);
    symlinkSync('inventory.json', join(folder, 'link.json'));
    expect(() => writeFileWhole(path, 'new', 0o600)).toThrow('ELOOP');
  });

  it('writes to what is not a file', () => {
    writeFileWhole('/dev/null', 'new', 0o600);
    expect(statSync('/dev/null').isCharacterDevice()).toBe(true);
  });

  it.each(['writeFileSync', 'fsyncSync', 'renameSync'])(
    'leaves the old file where a full disk fails %s',
    async (name) => {
      writeFileSync(path, 'old');
      vi.doMock('node:fs', async (original) => ({
        ...(await original<typeof import('node:fs')>()),
        [name]: () => {
          throw new Error('ENOSPC: no space left on device');
        },
      }));
      const { writeFileWhole: onFullDisk } = await import('./write-file.js');
      expect(() => onFullDisk(path, 'new', 0o600)).toThrow('ENOSPC');
      expect(readFileSync(path, 'utf8')).toBe('old');
      expect(readdirSync(folder)).toEqual(['inventory.json']);
    },
  );
});
