import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { KubeConfig } from '@kubernetes/client-node';
import type { Options } from '../../command/command.js';
import { CannotRunError } from '../../command/errors.js';
import type { Io } from '../../command/io.js';

/**
 * Reads the kubeconfig as `kubectl` does: `--kubeconfig`, else the files of KUBECONFIG, of which some may be missing and
 * the first counts for each name, else the one at home.
 *
 * @throws CannotRunError `cluster` where there is none, or one that cannot be read. Nothing of its content is shown.
 */
export function loadConfig(options: Options, env: Io['env']): KubeConfig {
  const [first, ...others] = filesFor(options['kubeconfig'], env).map(readFile);
  if (first === undefined) throw new RangeError('there is at least one file');
  for (const other of others) {
    first.clusters = withoutKnown(first.clusters, other.clusters);
    first.users = withoutKnown(first.users, other.users);
    first.contexts = withoutKnown(first.contexts, other.contexts);
    first.currentContext ||= other.currentContext;
  }
  return first;
}

function withoutKnown<Item extends { readonly name: string }>(
  known: readonly Item[],
  more: readonly Item[],
): Item[] {
  const names = new Set(known.map(({ name }) => name));
  return [...known, ...more.filter(({ name }) => !names.has(name))];
}

/** Without a file, the client would quietly try localhost. */
function filesFor(named: Options[string], env: Io['env']): readonly string[] {
  if (typeof named === 'string') return [named];
  const listed = (env['KUBECONFIG'] ?? '').split(delimiter).filter((file) => file !== '');
  if (listed.length === 1) return listed;
  const existing = listed.filter((file) => existsSync(file));
  if (existing.length > 0) return existing;
  if (listed.length > 1) {
    throw new CannotRunError(
      'cluster',
      `none of the files of KUBECONFIG exists: ${listed.join(', ')}`,
    );
  }
  const path = join(env['HOME'] ?? homedir(), '.kube', 'config');
  if (existsSync(path)) return [path];
  throw new CannotRunError(
    'cluster',
    'there is no kubeconfig: set KUBECONFIG, name one with --kubeconfig, or give files instead of a cluster',
  );
}

function readFile(path: string): KubeConfig {
  const config = new KubeConfig();
  try {
    config.loadFromFile(path);
    return config;
  } catch (error) {
    // A parser's message quotes what it could not parse, which may be a token.
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    const what = isMissing ? 'does not exist: check the path' : 'is not a readable kubeconfig';
    throw new CannotRunError('cluster', `${path} ${what}`);
  }
}
