import { readFileSync } from 'node:fs';
import { isIPv6 } from 'node:net';
import { KubernetesRefusal } from './kubernetes-api.js';

/** The folder where Kubernetes, and Juju with it, mounts the account. */
const ACCOUNT = '/var/run/secrets/kubernetes.io/serviceaccount';

/** Where the API is, and who asks. */
export interface ServiceAccount {
  /** `https://host:port` */
  readonly server: string;
  /** The certificates to trust, in PEM. */
  readonly ca: string;
  readonly token: string;
}

/**
 * The pod's service account.
 *
 * @throws KubernetesRefusal `unreachable` when a file cannot be read, or holds no token.
 */
export function serviceAccount(): ServiceAccount {
  const host = process.env['KUBERNETES_SERVICE_HOST'] ?? '';
  const port = process.env['KUBERNETES_SERVICE_PORT'] ?? '';
  return {
    server: `https://${isIPv6(host) ? `[${host}]` : host}:${port}`,
    ca: accountFile('ca.crt'),
    token: accountToken(),
  };
}

/**
 * A token file may end in a line break, which no header takes. Whatever else no header takes is refused
 * here: Node.js would quote the header in its error, and so the token in the unit's status.
 */
function accountToken(): string {
  const token = accountFile('token').trim();
  if (/^[\x21-\x7e]+$/.test(token)) return token;
  throw new KubernetesRefusal(
    'unreachable',
    "the Kubernetes API cannot be asked: the service account's token holds characters that no header takes, or nothing",
  );
}

function accountFile(name: string): string {
  // Tests mount the account elsewhere.
  const path = `${process.env['SERVICE_ACCOUNT_ROOT'] ?? ''}${ACCOUNT}/${name}`;
  try {
    return readFileSync(path, 'utf8');
  } catch {
    throw new KubernetesRefusal(
      'unreachable',
      `the Kubernetes API cannot be reached: the service account's ${name} cannot be read from ${path}`,
    );
  }
}
