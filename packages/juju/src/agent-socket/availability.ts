import type { Environment } from '../context.js';

/** The agent's address, and the identity of this process towards it. */
export interface AgentAddress {
  /** The path of a unix socket. */
  readonly path: string;
  readonly contextId: string;
  /** True if this Juju's own client defines the field `Token`: all before 4. */
  readonly definesToken: boolean;
}

/** The reason why the environment does not let the agent's socket be used. */
export interface Unavailable {
  readonly reason: string;
}

/**
 * The agent's address, where speaking to it is known to work: over a unix socket with a path, without
 * a token. Abstract addresses (`@…`) are of a Juju older than 2.9; TCP and tokens of its remote mode.
 */
export function agentAddress(env: Environment): AgentAddress | Unavailable {
  const network = env['JUJU_AGENT_SOCKET_NETWORK'] ?? '';
  const path = env['JUJU_AGENT_SOCKET_ADDRESS'] ?? '';
  const contextId = env['JUJU_CONTEXT_ID'] ?? '';
  if (network !== 'unix')
    return { reason: `JUJU_AGENT_SOCKET_NETWORK is "${network}", not "unix"` };
  if (!path.startsWith('/')) return { reason: 'JUJU_AGENT_SOCKET_ADDRESS is not a path' };
  if ((env['JUJU_AGENT_TOKEN'] ?? '') !== '') return { reason: 'JUJU_AGENT_TOKEN is set' };
  if (contextId === '') return { reason: 'JUJU_CONTEXT_ID is not set' };
  const major = Number.parseInt(env['JUJU_VERSION'] ?? '', 10);
  return { path, contextId, definesToken: !(major >= 4) };
}
