/** Puts a template's files into a folder of its own. */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { NAME_PLACE, type Template } from './template.js';
import { UsageError } from './usage-error.js';

/**
 * Writes a new charm. Nothing that exists is overwritten. A write that fails takes back those before it.
 *
 * @throws UsageError if the folder is a file or holds anything. @throws Error if it cannot be written.
 */
export function writeCharm(folder: string, name: string, template: Template): void {
  refuseUnlessEmpty(folder);
  const written: string[] = [];
  try {
    for (const [path, { text, isExecutable }] of Object.entries(template)) {
      const file = join(folder, path);
      mkdirSync(dirname(file), { recursive: true });
      const mode = isExecutable ? 0o755 : 0o644;
      writeFileSync(file, text.replaceAll(NAME_PLACE, name), { mode, flag: 'wx' });
      written.push(file);
    }
  } catch (error) {
    for (const file of written) rmSync(file, { force: true });
    throw error;
  }
}

function refuseUnlessEmpty(folder: string): void {
  const found = entriesOf(folder);
  if (found.length === 0) return;
  const shown = found.slice(0, 3).join(', ') + (found.length > 3 ? ', ...' : '');
  throw new UsageError(
    `${folder} is not empty: it holds ${shown}. Name a new folder; nothing is overwritten.`,
  );
}

function entriesOf(folder: string): readonly string[] {
  try {
    return readdirSync(folder).sort();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    if (code === 'ENOTDIR')
      throw new UsageError(`${folder} is a file, or is in one. Name a new folder.`);
    throw error;
  }
}
