import { nearest } from '@k8s-backup-target/schema/internal';
import type { KubeConfig } from '@kubernetes/client-node';
import type { Options, OptionValue } from '../../command/command.js';
import { CannotRunError } from '../../command/errors.js';
import type { Io } from '../../command/io.js';
import { timeoutSeconds } from '../../command/parse-seconds.js';
import type { ClusterApi } from './cluster-api.js';
import { getFrom } from './get.js';
import { loadConfig } from './load-config.js';
import { proxyFor } from './proxy.js';

/** The word of `--context` for the context in use. */
const CURRENT = 'current';

/**
 * Reads the kubeconfig and picks the context. Nothing of its content is shown but names of contexts.
 *
 * @throws CannotRunError `cluster` when there is no kubeconfig or no such context, `usage` for a timeout
 * that is none.
 */
export async function connect(options: Options, { env }: Pick<Io, 'env'>): Promise<ClusterApi> {
  const config = loadConfig(options, env);
  const context = pickContext(config, options['context']);
  config.setCurrentContext(context);
  allowPlainHttp(config);
  useProxies(config, env);
  const server = config.getCurrentCluster()?.server;
  if (server === undefined) {
    throw new CannotRunError(
      'cluster',
      `the context ${context} names no cluster: correct the kubeconfig`,
    );
  }
  return { context, get: await getFrom(config, server, timeoutSeconds(options)) };
}

/** `kubectl proxy` speaks plain HTTP. The client takes that only where TLS is said not to matter. */
function allowPlainHttp(config: KubeConfig): void {
  config.clusters = config.clusters.map((cluster) =>
    cluster.server.startsWith('http:') ? { ...cluster, skipTLSVerify: true } : cluster,
  );
}

/** The kubeconfig's own proxy counts before those of the environment. */
function useProxies(config: KubeConfig, env: Io['env']): void {
  config.clusters = config.clusters.map((cluster) => {
    const proxyUrl = cluster.proxyUrl ?? proxyFor(cluster.server, env);
    return proxyUrl === undefined ? cluster : { ...cluster, proxyUrl };
  });
}

function pickContext(config: KubeConfig, asked: OptionValue): string {
  const names = config.getContexts().map(({ name }) => name);
  if (typeof asked === 'string' && names.includes(asked)) return asked;
  if (asked === undefined || asked === CURRENT) {
    const current = config.getCurrentContext();
    if (names.includes(current)) return current;
    throw new CannotRunError('cluster', `the kubeconfig has no current context: ${oneOf(names)}`);
  }
  const near = nearest(String(asked), names);
  const hint = near === undefined ? oneOf(names) : `did you mean ${near}?`;
  throw new CannotRunError('cluster', `there is no context ${String(asked)}: ${hint}`);
}

function oneOf(names: readonly string[]): string {
  return names.length === 0 ? 'it names none' : `name one of ${names.slice(0, 10).join(', ')}`;
}
