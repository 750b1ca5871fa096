/** Packs what this clone has, once for all files of this suite. */
import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { packAll } from '../../scripts/registry/pack-all.js';

export async function setup({ provide }: TestProject): Promise<() => void> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'packed-')));
  const { tarballs } = await packAll('.', folder);
  provide('packed', { tarballs, python: join(folder, 'python') });
  return () => rmSync(folder, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The tarballs for npm, and the folder that has the files for pip. */
    readonly packed: { readonly tarballs: readonly string[]; readonly python: string };
  }
}
