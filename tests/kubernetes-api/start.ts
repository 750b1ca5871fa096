import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { buildGoProgram } from '@k8s-backup-target/tools/go';

/** How long a hook may wait for the first build, which compiles a good part of Kubernetes. */
export const FIRST_BUILD_LIMIT = 1_200_000;

/** A Kubernetes API that stores Velero's Backups and Schedules, and nothing else. */
export interface KubernetesApi {
  /** `https://127.0.0.1:port` */
  readonly url: string;
  /** The certificates to trust, in PEM. */
  readonly caData: string;
  /** The one bearer token that the API knows. It may do everything. */
  readonly token: string;
  /** Ends the API and removes what it stored. */
  stop(): Promise<void>;
}

type Connection = Pick<KubernetesApi, 'url' | 'caData' | 'token'>;

/** The last of what the program says goes into an error; the whole is of no use to anyone. */
const KEPT_LOG_LINES = 40;

/** Starts an empty API on a free port. Each call starts one of its own. */
export async function startKubernetesApi(): Promise<KubernetesApi> {
  const binary = await buildGoProgram({ folder: import.meta.dirname, name: 'kubernetes-api' });
  const child = spawn(binary, [], { stdio: ['pipe', 'pipe', 'pipe'] });
  const log: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => {
    log.push(line);
    if (log.length > KEPT_LOG_LINES) log.shift();
  });
  child.stdin.on('error', () => {
    // The program ended early: its exit status says why.
  });
  const ended = endOf(child, log);
  const [line] = await Promise.race([
    once(createInterface({ input: child.stdout }), 'line'),
    ended.then(() => Promise.reject(new Error('The Kubernetes API ended before it was ready.'))),
  ]);
  const connection: Connection = JSON.parse(String(line));
  const stop = (): Promise<void> => {
    child.stdin.end();
    return ended;
  };
  return { ...connection, stop };
}

function endOf(child: ChildProcess, log: readonly string[]): Promise<void> {
  const ended = new Promise<void>((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (status, signal) => {
      if (status === 0) resolve();
      else
        reject(new Error(`The Kubernetes API ended with ${signal ?? status}:\n${log.join('\n')}`));
    });
  });
  // Whoever stops the API hears of it. Until then requests fail, which is loud enough.
  ended.catch(() => {});
  return ended;
}
