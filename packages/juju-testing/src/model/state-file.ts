import { randomUUID } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import type { SimulatorState } from './state.js';

/** Reads a state file. */
export async function loadState(path: string): Promise<SimulatorState> {
  const state: SimulatorState = JSON.parse(await readFile(path, 'utf8'), withoutPrototype);
  if (state.version !== 3) throw new Error(`${path} is not a state file of this version`);
  return state;
}

/** Writes a state file as a whole: whoever reads it meanwhile sees the old or the new one. */
export async function saveState(path: string, state: SimulatorState): Promise<void> {
  const draft = `${path}.${randomUUID()}`;
  await writeFile(draft, `${JSON.stringify(state, null, 2)}\n`);
  await rename(draft, path);
}

// Names such as `constructor` are legal for applications and databag keys alike.
function withoutPrototype(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.setPrototypeOf(value, null);
}
