import { readFile } from 'node:fs/promises';
import { runError } from '../model/juju-failure.js';
import { parseSettings } from '../yaml/settings-document.js';
import { type OptionDefinition, parsePairs } from './arguments.js';
import type { CommandCall } from './command.js';
import { pathFrom } from './hook-path.js';

/** `--file`: a document of settings, `-` for standard input. */
export const FILE: OptionDefinition = { names: ['file'], kind: 'value' };

/** The settings of `--file`, overridden by those in `key=value` arguments. */
export async function settingsOf(call: CommandCall): Promise<Record<string, string>> {
  const pairs = parsePairs(call.positionals);
  const file = call.options.get('file');
  const settings = file === undefined ? {} : await parseSettings(await contentOf(call, file));
  return { ...settings, ...pairs };
}

async function contentOf(call: CommandCall, file: string): Promise<string | Uint8Array> {
  if (file === '-') return call.stdin();
  const path = pathFrom(call.directory, file);
  try {
    return await readFile(path);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EISDIR') throw runError(`read ${path}: is a directory`);
    if (code === 'EACCES') throw runError(`open ${path}: permission denied`);
    throw runError(`open ${path}: no such file or directory`);
  }
}
