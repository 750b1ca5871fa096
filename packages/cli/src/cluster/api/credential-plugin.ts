import { execFile } from 'node:child_process';
import type { KubeConfig } from '@kubernetes/client-node';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../../input/fields.js';

/** A credential has some kB. */
const MOST_OUTPUT = 1024 * 1024;

/**
 * Runs the credential plugin that the current user names, if any, and puts what it answers into the
 * kubeconfig in its place. The client of Kubernetes would wait for it without end.
 *
 * @param seconds the plugin is killed after so many.
 * @throws Error where it fails, is too slow or answers no credential; nothing of its output is in it.
 */
export async function runCredentialPlugin(config: KubeConfig, seconds: number): Promise<void> {
  const current = config.getCurrentUser();
  const exec: unknown = current?.exec;
  if (current === null || !isFields(exec)) return;
  const { exec: _, ...user } = current;
  const status = fieldsOf(fieldsOf(JSON.parse(await outputOf(exec, seconds)))['status']);
  const credential = {
    ...textField('token', textOf(status['token'])),
    ...textField('certData', base64(status['clientCertificateData'])),
    ...textField('keyData', base64(status['clientKeyData'])),
  };
  if (Object.keys(credential).length === 0) throw new Error('it answers no credential');
  config.users = config.users.map((one) =>
    one.name === current.name ? { ...user, ...credential } : one,
  );
}

function outputOf(exec: Fields, seconds: number): Promise<string> {
  const words = listOf(exec['args']).map(String);
  const options = {
    env: { ...process.env, ...environmentOf(exec) },
    timeout: seconds * 1000,
    killSignal: 'SIGKILL',
    maxBuffer: MOST_OUTPUT,
  } as const;
  return new Promise((resolve, reject) => {
    const child = execFile(String(exec['command']), words, options, (error, stdout) => {
      if (error === null) resolve(stdout);
      else reject(new Error(`it failed: ${error.code ?? error.signal}`));
    });
    // A plugin that asks for a password must fail, not wait.
    child.stdin?.end();
  });
}

/** Says what a plugin is asked for, as `kubectl` does, and what the kubeconfig adds. */
function environmentOf(exec: Fields): Record<string, string> {
  const { apiVersion } = exec;
  const info = { apiVersion, kind: 'ExecCredential', spec: { interactive: false } };
  const added = listOf(exec['env']).map(fieldsOf);
  return {
    KUBERNETES_EXEC_INFO: JSON.stringify(info),
    ...Object.fromEntries(added.map(({ name, value }) => [String(name), String(value)])),
  };
}

function textField<const Name extends string>(name: Name, text: string | undefined) {
  return text === undefined ? {} : ({ [name]: text } as { readonly [K in Name]: string });
}

function base64(value: unknown): string | undefined {
  const text = textOf(value);
  return text === undefined ? undefined : Buffer.from(text).toString('base64');
}
