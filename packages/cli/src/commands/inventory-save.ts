import { resolve } from 'node:path';
import type { Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { liveInventory } from '../inventory/live-inventory.js';
import { toJson } from '../output/escaped-text.js';
import { writeFileWhole } from '../output/write-file.js';

/** Only its owner may read it: names can tell much of a cluster. */
const MODE = 0o600;

/** Saves what a preview needs to know of a cluster; see `Inventory` of the package preview. */
export const run: Run = async ({ words, options, io }) => {
  const [file = ''] = words;
  const { context, inventory } = await liveInventory(options, io);
  const text = `${toJson(inventory)}\n`;
  const data = {
    context,
    file,
    types: typeCount(inventory.groups),
    objects: inventory.objects.length,
  };
  if (file === '-') return { exitCode: 0, data: inventory, isForeign: true, text: () => text };
  save(resolve(io.cwd, file), text, file);
  return {
    exitCode: 0,
    data,
    text: () => `${file}: ${data.objects} objects of ${data.types} types of ${context}`,
  };
};

function typeCount(groups: readonly { readonly resources: readonly unknown[] }[]): number {
  return groups.reduce((sum, { resources }) => sum + resources.length, 0);
}

function save(path: string, text: string, name: string): void {
  try {
    writeFileWhole(path, text, MODE);
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotRunError('input', `${name} cannot be written: ${reason}`);
  }
}
