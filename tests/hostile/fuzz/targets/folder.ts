import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** For the files that targets write; gone when the process ends. */
export const FOLDER: string = mkdtempSync(join(tmpdir(), 'fuzz-targets-'));

process.on('exit', () => rmSync(FOLDER, { recursive: true, force: true }));
