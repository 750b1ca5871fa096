/** A real Velero server on a cluster of the lab. */
import { createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rm, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { type Program, startProgram } from '../kubernetes-api/program.js';
import { type LabPrograms, VELERO_VERSION } from './build.js';
import type { ClusterClient, KubernetesObject } from './cluster-client.js';
import { keysOfTarball } from './tarball.js';
import { eventually } from './wait.js';

export const VELERO_NAMESPACE = 'velero';
const VELERO = `/apis/velero.io/v1/namespaces/${VELERO_NAMESPACE}`;
const BACKUPS = `${VELERO}/backups`;
const RESTORES = `${VELERO}/restores`;
export const STORAGE_LOCATION = 'default';
const BUCKET = 'backups';

/**
 * The number of Backups that may run at once. A test runs one, but Velero's queue counts a Backup as running after it
 * has asked for its start: where the Backup ends before that, its slot is lost until the next start of the
 * server.
 */
const SLOTS = 1000;

/** Older releases run one Backup after the other. */
const HAS_QUEUE = !/^1\.1[4-7]\./.test(VELERO_VERSION);

/** The phases that a Backup does not leave. */
const FINAL = new Set(['Completed', 'PartiallyFailed', 'Failed', 'FailedValidation']);

/** A Backup as the cluster stores it. */
export interface BackupObject extends KubernetesObject {
  readonly spec: Readonly<Record<string, unknown>>;
  readonly status?: {
    readonly phase?: string;
    readonly validationErrors?: readonly string[];
    readonly errors?: number;
    readonly warnings?: number;
  };
}

/** The result of a Backup. */
export interface BackupOutcome {
  readonly name: string;
  readonly phase: string;
  readonly validationErrors: readonly string[];
  /** The tarball's contents as `plural.group/namespace/name`, sorted. Empty where there is no tarball. */
  readonly keys: readonly string[];
}

/** How a server is started. */
export interface VeleroSettings {
  /** Of its command line, after those that the lab needs. */
  readonly args?: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
}

/** The result of a Restore. */
export interface RestoreOutcome {
  readonly phase: string;
  /** Velero's own list of them. */
  readonly errors: object;
}

export interface VeleroSurroundings {
  readonly api: ClusterClient;
  readonly programs: LabPrograms;
  readonly kubeconfig: string;
  /** The cluster's temporary folder. */
  readonly folder: string;
}

/** Velero's server. Use {@link Velero.start}. */
export class Velero {
  readonly #in: VeleroSurroundings;
  readonly #settings: VeleroSettings;
  #program: Program | undefined;

  private constructor(surroundings: VeleroSurroundings, settings: VeleroSettings) {
    this.#in = surroundings;
    this.#settings = settings;
  }

  /** Starts a server with a storage location of files, and waits until it can back up. */
  static async start(
    surroundings: VeleroSurroundings,
    settings: VeleroSettings = {},
  ): Promise<Velero> {
    const velero = new Velero(surroundings, settings);
    await velero.#makeLocation();
    await velero.restart();
    return velero;
  }

  /** Ends the server where it runs, and starts it. It reads the cluster's kinds when it starts. */
  async restart(): Promise<void> {
    await this.stop();
    await this.#in.api.patch(`${VELERO}/backupstoragelocations/${STORAGE_LOCATION}`, {
      status: { phase: null, lastValidationTime: null },
    });
    await this.launch();
    await this.available();
  }

  /** Starts the server without waiting for it: one that cannot become ready is a case too. */
  async launch(): Promise<void> {
    const { programs, folder, kubeconfig } = this.#in;
    const home = join(folder, 'velero-home');
    await mkdir(home, { recursive: true });
    await this.#linkPlugin();
    // Plugins of 1.14 look for the cluster by themselves.
    const own = { FOLDER: folder, HOME: home, TMPDIR: home, KUBECONFIG: kubeconfig };
    const { args = [], env: more = {} } = this.#settings;
    const env = { ...process.env, ...own, ...more };
    this.#program = startProgram(
      'Velero',
      programs.velero,
      [
        'server',
        `--kubeconfig=${kubeconfig}`,
        `--namespace=${VELERO_NAMESPACE}`,
        `--plugin-dir=${this.#plugins}`,
        '--metrics-address=127.0.0.1:0',
        '--profiler-address=',
        '--client-qps=1000',
        '--client-burst=2000',
        ...(HAS_QUEUE ? [`--concurrent-backups=${SLOTS}`] : []),
        ...args,
      ],
      env,
    );
    this.#program.child.stdout?.pipe(createWriteStream(join(folder, 'velero.log'), { flags: 'a' }));
  }

  /** Waits until the server has found its storage usable: it has started then. */
  async available(): Promise<void> {
    const path = `${VELERO}/backupstoragelocations/${STORAGE_LOCATION}`;
    const location = eventually('Velero finds its storage available', async () => {
      const { status } = await this.#in.api.get<{ status?: { phase?: string } }>(path);
      return status?.phase === 'Available' ? true : undefined;
    });
    await Promise.race([location, this.#failure()]);
  }

  /** Resolves or rejects when the server has ended, with the end of its log in the error. */
  get ended(): Promise<void> {
    return this.#program?.ended ?? Promise.resolve();
  }

  /** Asks the server to end, and waits until it has. */
  async stop(): Promise<void> {
    const program = this.#program;
    this.#program = undefined;
    await program?.stop().catch(() => {
      // Told to stop while it starts it ends with an error, which is none of a test's business.
    });
  }

  /** Ends the server as a crash does. */
  async kill(): Promise<void> {
    this.#program?.child.kill('SIGKILL');
    await this.stop();
  }

  /** Makes a Backup, and waits for what comes of it. */
  async backup(name: string, spec: object, annotations: object = {}): Promise<BackupOutcome> {
    await this.#in.api.create(BACKUPS, {
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
      metadata: { name, namespace: VELERO_NAMESPACE, annotations },
      spec: { ttl: '1h0m0s', ...spec },
    });
    return this.outcome(name);
  }

  /** Waits for what comes of a Backup that is there already. */
  async outcome(name: string): Promise<BackupOutcome> {
    const finished = eventually(`the Backup ${name} ends`, async () => {
      const backup = await this.#in.api.get<BackupObject>(`${BACKUPS}/${name}`);
      return FINAL.has(backup.status?.phase ?? '') ? backup : undefined;
    });
    const { status } = await Promise.race([finished, this.#failure()]);
    return {
      name,
      phase: status?.phase ?? '',
      validationErrors: status?.validationErrors ?? [],
      keys: await this.keys(name),
    };
  }

  /** Restores all of a Backup, and waits for what comes of it. */
  async restore(backupName: string): Promise<RestoreOutcome> {
    const name = `of-${backupName}`;
    await this.#in.api.create(RESTORES, {
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      metadata: { name, namespace: VELERO_NAMESPACE },
      spec: { backupName },
    });
    const finished = eventually(`the Restore ${name} ends`, async () => {
      const { status } = await this.#in.api.get<BackupObject>(`${RESTORES}/${name}`);
      return FINAL.has(status?.phase ?? '') ? status?.phase : undefined;
    });
    const phase = await Promise.race([finished, this.#failure()]);
    const file = `restores/${name}/restore-${name}-results.gz`;
    const results = gunzipSync(await readFile(join(this.#store, BUCKET, file)));
    return { phase, errors: JSON.parse(results.toString('utf8')).errors };
  }

  /** Lists the contents of a Backup's tarball. */
  async keys(name: string): Promise<string[]> {
    const path = join(this.folderOf(name), `${name}.tar.gz`);
    return existsSync(path) ? keysOfTarball(path) : [];
  }

  /** Takes a Backup and its files away: each is one object more in the Backups that follow. */
  async discard(name: string): Promise<void> {
    await this.#in.api.remove(`${BACKUPS}/${name}`);
    await rm(this.folderOf(name), { recursive: true, force: true });
  }

  /** Where the files of a Backup are. */
  folderOf(backup: string): string {
    return join(this.#store, BUCKET, 'backups', backup);
  }

  get #store(): string {
    return join(this.#in.folder, 'store');
  }

  get #plugins(): string {
    return join(this.#in.folder, 'plugins');
  }

  /** Velero runs whatever it finds in the folder of plugins: it gets one of its own. */
  async #linkPlugin(): Promise<void> {
    const plugin = join(this.#plugins, 'object-store');
    await mkdir(this.#plugins, { recursive: true });
    if (!existsSync(plugin)) await symlink(this.#in.programs.objectStore, plugin);
  }

  async #makeLocation(): Promise<void> {
    await mkdir(this.#store, { recursive: true });
    await this.#in.api.create(`${VELERO}/backupstoragelocations`, {
      apiVersion: 'velero.io/v1',
      kind: 'BackupStorageLocation',
      metadata: { name: STORAGE_LOCATION, namespace: VELERO_NAMESPACE },
      spec: {
        default: true,
        provider: 'k8s-backup-target.test/files',
        objectStorage: { bucket: BUCKET },
        config: { root: this.#store },
        // Or it would make Backups again that a test has removed.
        backupSyncPeriod: '0s',
      },
    });
  }

  async #failure(): Promise<never> {
    await this.ended;
    throw new Error('Velero ended.');
  }
}
