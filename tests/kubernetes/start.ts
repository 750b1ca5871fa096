/** Starts real Kubernetes clusters for tests, each on free ports of 127.0.0.1 with files of its own. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Program, startProgram } from '../kubernetes-api/program.js';
import { buildLab, type LabPrograms } from './build.js';
import { ClusterClient, type Connection } from './cluster-client.js';
import { VELERO_NAMESPACE, Velero, type VeleroSettings } from './velero.js';
import { eventually } from './wait.js';

export interface ClusterOptions {
  /** `AlwaysAllow` where nothing is said. */
  readonly authorization?: 'AlwaysAllow' | 'RBAC';
}

/** A rule of a Role, as Kubernetes has it. */
export interface PolicyRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
}

/**
 * Starts an API server with the namespaces that every cluster has and `velero`, and with Velero's
 * definitions. No controller runs: nothing binds a claim, starts a pod or finishes the deletion of a
 * namespace. It ends with the process that started it, and leaves no files.
 *
 * @throws Error when there is no Go, or the build fails.
 */
export async function startCluster(options: ClusterOptions = {}): Promise<Cluster> {
  const programs = await buildLab();
  const args = [`-authorization=${options.authorization ?? 'AlwaysAllow'}`];
  const program = startProgram('The API server', programs.apiServer, args);
  const reached: Connection & { folder: string } = JSON.parse(await program.nextLine());
  const cluster = new Cluster(programs, program, reached, reached.folder);
  await cluster.api.create('/api/v1/namespaces', { metadata: { name: VELERO_NAMESPACE } });
  return cluster;
}

/** A running API server and what belongs to it. Use {@link startCluster}. */
export class Cluster implements Connection {
  readonly url: string;
  readonly caData: string;
  /** An administrator's. */
  readonly token: string;
  /** The cluster's temporary folder. */
  readonly folder: string;
  /** Asks the API as an administrator. */
  readonly api: ClusterClient;
  readonly #programs: LabPrograms;
  readonly #program: Program;
  #velero: Velero | undefined;
  #kubeconfigs = 0;

  constructor(programs: LabPrograms, program: Program, reached: Connection, folder: string) {
    this.#programs = programs;
    this.#program = program;
    this.url = reached.url;
    this.caData = reached.caData;
    this.token = reached.token;
    this.folder = folder;
    this.api = new ClusterClient(reached);
  }

  /** Writes a kubeconfig for the bearer of `token`, the administrator where it is not given. Its path. */
  async kubeconfig(token: string = this.token): Promise<string> {
    this.#kubeconfigs += 1;
    const path = join(this.folder, `kubeconfig-${this.#kubeconfigs}`);
    const certificate = Buffer.from(this.caData).toString('base64');
    await writeFile(
      path,
      JSON.stringify({
        apiVersion: 'v1',
        kind: 'Config',
        clusters: [
          {
            name: 'lab',
            cluster: { server: this.url, 'certificate-authority-data': certificate },
          },
        ],
        users: [{ name: 'lab', user: { token } }],
        contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'lab' } }],
        'current-context': 'lab',
      }),
      { mode: 0o600 },
    );
    return path;
  }

  /** Makes a service account that may do what `rules` allow in `allowedIn`, and nothing else. Its token. */
  async serviceAccount(
    namespace: string,
    name: string,
    rules: readonly PolicyRule[],
    allowedIn: string = namespace,
  ): Promise<string> {
    const rbac = `/apis/rbac.authorization.k8s.io/v1/namespaces/${allowedIn}`;
    const accounts = `/api/v1/namespaces/${namespace}/serviceaccounts`;
    await this.api.create(accounts, { metadata: { name } });
    await this.api.create(`${rbac}/roles`, { metadata: { name }, rules });
    await this.api.create(`${rbac}/rolebindings`, {
      metadata: { name },
      subjects: [{ kind: 'ServiceAccount', namespace, name }],
      roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    });
    for (const rule of rules) await this.#inForce(`${namespace}:${name}`, rule, allowedIn);
    const request = { spec: { expirationSeconds: 36_000 } };
    const answer = await this.api.create<{ status: { token: string } }>(
      `${accounts}/${name}/token`,
      request,
    );
    return answer.status.token;
  }

  /** Waits until a rule holds: the API server reads new Roles and bindings through a cache. */
  async #inForce(account: string, rule: PolicyRule, namespace: string): Promise<void> {
    const [group = '', resource = '', verb = ''] = [
      rule.apiGroups[0],
      rule.resources[0],
      rule.verbs[0],
    ];
    const spec = {
      user: `system:serviceaccount:${account}`,
      resourceAttributes: { namespace, group, resource, verb },
    };
    await eventually(`${account} may ${verb} ${resource}`, async () => {
      const path = '/apis/authorization.k8s.io/v1/subjectaccessreviews';
      const { status } = await this.api.create<{ status: { allowed: boolean } }>(path, { spec });
      return status.allowed || undefined;
    });
  }

  /** Starts Velero's server as an administrator. It reads the kinds now: install definitions first. */
  async startVelero(settings: VeleroSettings = {}): Promise<Velero> {
    const surroundings = {
      api: this.api,
      programs: this.#programs,
      kubeconfig: await this.kubeconfig(),
      folder: this.folder,
    };
    this.#velero = await Velero.start(surroundings, settings);
    return this.#velero;
  }

  /** Refuses connections until {@link bringUp}. */
  takeDown(): Promise<void> {
    return this.#signal('SIGUSR1', 'down');
  }

  bringUp(): Promise<void> {
    return this.#signal('SIGUSR2', 'up');
  }

  /** Takes connections and answers nothing until {@link thaw}. */
  freeze(): void {
    this.#program.child.kill('SIGSTOP');
  }

  thaw(): void {
    this.#program.child.kill('SIGCONT');
  }

  /** Ends all that belongs to the cluster and removes its files. */
  async close(): Promise<void> {
    this.thaw();
    this.api.close();
    await this.#velero?.stop();
    await this.#program.stop();
  }

  async #signal(signal: NodeJS.Signals, confirmation: string): Promise<void> {
    const line = this.#program.nextLine();
    this.#program.child.kill(signal);
    const said = await line;
    if (said !== confirmation) throw new Error(`The API server said: ${said}`);
  }
}
