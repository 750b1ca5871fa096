import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { TEMPORARY } from '../model/unit-folder.js';

const folders: Set<string> = new Set();

/** Removes a folder when this process ends, and those of processes that were killed before they could. */
export function removeAtExit(folder: string): void {
  if (folders.size === 0) {
    process.once('exit', removeAll);
    removeLeftOver();
  }
  folders.add(folder);
}

function removeAll(): void {
  for (const folder of folders) remove(folder);
}

function removeLeftOver(): void {
  const [parent, start] = [dirname(TEMPORARY), basename(TEMPORARY)];
  for (const name of readdirSync(parent)) {
    if (!name.startsWith(start)) continue;
    const pid = Number.parseInt(name.slice(start.length), 10);
    if (pid > 0 && !isRunning(pid)) remove(join(parent, name));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return !(error instanceof Error && 'code' in error && error.code === 'ESRCH');
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true });
  } catch {
    // Another process removes it as well, or it is another user's.
  }
}
