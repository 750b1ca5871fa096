import { buildGoProgram } from '@k8s-backup-target/tools/go';
import { startProgram } from './program.js';

/** A hook's time limit for the first build, which compiles a good part of Kubernetes. */
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

/** Starts an empty API on a free port. Each call starts one of its own. */
export async function startKubernetesApi(): Promise<KubernetesApi> {
  const binary = await buildGoProgram({ folder: import.meta.dirname, name: 'kubernetes-api' });
  const program = startProgram('The Kubernetes API', binary);
  const connection: Connection = JSON.parse(await program.nextLine());
  return { ...connection, stop: program.stop };
}
