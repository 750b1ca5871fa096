/** The service account of a pod, as Kubernetes mounts it. */
import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** The API's address, and the account that asks. */
export interface Account {
  /** `https://host:port` */
  readonly url: string;
  /** The certificates to trust, in PEM. */
  readonly caData: string;
  readonly token: string;
}

/** A mounted account. */
export interface MountedAccount {
  /** The environment of a charm's process. */
  readonly env: Readonly<Record<string, string>>;
  remove(): Promise<void>;
}

/** Puts the account's files where Kubernetes mounts them, below a folder of their own. */
export async function mountServiceAccount(account: Account): Promise<MountedAccount> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'service-account-'));
  const folder = join(root, 'var/run/secrets/kubernetes.io/serviceaccount');
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'ca.crt'), account.caData);
  await writeFile(join(folder, 'token'), account.token);
  await writeFile(join(folder, 'namespace'), 'integrator');
  const { hostname, port } = new URL(account.url);
  return {
    env: {
      KUBERNETES_SERVICE_HOST: hostname,
      KUBERNETES_SERVICE_PORT: port,
      SERVICE_ACCOUNT_ROOT: root,
    },
    remove: () => rm(root, { recursive: true }),
  };
}
