/** A kubeconfig, as far as it is read before anything is run or asked. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadConfig } from '../../../../packages/cli/src/cluster/api/load-config.js';
import { isCannotRunError } from '../../../../packages/cli/src/command/errors.js';
import { promise } from './finding.js';
import { FOLDER } from './folder.js';

const FILE = join(FOLDER, 'kubeconfig');

/** Reads it, and nothing that it points to: its plugins are commands. */
export function fuzzKubeconfig(bytes: Buffer): void {
  writeFileSync(FILE, bytes);
  try {
    const config = loadConfig({ kubeconfig: FILE }, {});
    config.getContexts().map(({ name }) => name);
    config.getCurrentContext();
  } catch (error) {
    promise(isCannotRunError(error), `an internal error: ${String(error)}`);
  }
}
