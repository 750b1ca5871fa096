/** Both ends of the agent's socket in Go's own `net/rpc`: hook commands like Juju's, and a relay. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { buildGoProgram } from './go.js';

const FOLDER = fileURLToPath(new URL('../juju-agent/', import.meta.url));

/**
 * The path of the program. Run by the name of a hook command, it is that hook command and costs what
 * Juju's own do.
 *
 * @throws Error when there is no Go.
 */
export function buildJujuAgent(): Promise<string> {
  return buildGoProgram({ folder: FOLDER, name: 'juju-agent' });
}

/** An agent in Go that hands requests on to another agent. */
export interface Relay {
  /** The path of the socket on which it listens. */
  readonly path: string;
  close(): Promise<void>;
}

/**
 * Starts an agent in Go's own `net/rpc` and `encoding/gob`.
 *
 * @param path where it is to listen
 * @param agent the unix socket of the agent that it hands requests on to
 */
export async function startRelay(path: string, agent: string): Promise<Relay> {
  const child = spawn(await buildJujuAgent(), ['relay', path, agent], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'close');
  await Promise.race([
    once(child.stdout, 'data'),
    ended.then(([status]) => Promise.reject(new Error(`the relay ended with status ${status}`))),
  ]);
  return {
    path,
    close: async () => {
      child.stdin.end();
      await ended;
    },
  };
}
