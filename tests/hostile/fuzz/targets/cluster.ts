/** What a Kubernetes API server answers to kbt. */
import { writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { kbt } from '../../../../packages/cli/src/testing/kbt.js';
import { kubeconfigFor } from '../../../../packages/cli/src/testing/recording-api.js';
import { FOLDER } from './folder.js';
import { promiseOf } from './printed.js';

const COMMANDS = [
  ['doctor'],
  ['backups'],
  ['status', '-o', 'json'],
  ['preview', '-'],
  ['doctor', '-o', 'yaml'],
] as const;

/** Between two answers in the bytes. */
const SEPARATOR = '\u0000';

let answers: readonly string[] = [''];
let asked = 0;
let kubeconfig: Promise<string> | undefined;

/** Answers each request with the next of the texts, over and over. */
export async function fuzzCluster(bytes: Buffer): Promise<void> {
  kubeconfig ??= startServer();
  const words = COMMANDS[(bytes[0] ?? 0) % COMMANDS.length] ?? COMMANDS[0];
  answers = bytes.subarray(1).toString('utf8').split(SEPARATOR);
  asked = 0;
  const options = ['--kubeconfig', await kubeconfig, '--timeout', '2'];
  const stdin = '{"include_namespaces": ["app"], "ttl": "30d"}';
  const env = { PATH: '', HOME: '/nowhere' };
  promiseOf(await kbt([...words, ...options], { cwd: '/', stdin, env }));
}

async function startServer(): Promise<string> {
  const server = createServer((_, response) => {
    response.writeHead(200, { connection: 'close' }).end(answers[asked++ % answers.length]);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  const address = server.address();
  const file = join(FOLDER, 'kubeconfig-of-server');
  writeFileSync(file, kubeconfigFor(`http://127.0.0.1:${Object(address)['port']}`));
  return file;
}
