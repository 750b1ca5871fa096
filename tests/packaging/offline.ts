/** Commands without a network. */
import { spawnSync } from 'node:child_process';
import { run } from '@k8s-backup-target/tools/run';

const NOWHERE = 'http://127.0.0.1:9';
const UNSHARE = ['unshare', '--map-root-user', '--net'] as const;

/** Variables that keep npm and pip from the network where no namespace can be had. */
const ENVIRONMENT = {
  npm_config_registry: NOWHERE,
  npm_config_fetch_retries: '0',
  PIP_INDEX_URL: NOWHERE,
  HTTP_PROXY: NOWHERE,
  HTTPS_PROXY: NOWHERE,
};

const hasNamespaces = spawnSync(UNSHARE[0], [...UNSHARE.slice(1), 'true']).status === 0;

/**
 * Runs a command in a network namespace of its own, or else with registries and proxies that lead nowhere.
 *
 * @throws CommandError if it fails.
 */
export function runOffline(cwd: string, command: readonly [string, ...string[]]): Promise<string> {
  return run(cwd, hasNamespaces ? [...UNSHARE, ...command] : command, ENVIRONMENT);
}
