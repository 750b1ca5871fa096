/** Everything in TypeScript that sees foreign text, each as a target of the fuzzer. */
import { fuzzAgentSocket } from './agent-socket.js';
import { fuzzApiAnswer } from './api-answer.js';
import { fuzzArchive } from './archive.js';
import { fuzzCluster } from './cluster.js';
import { fuzzDatabag } from './databag.js';
import { fuzzInput } from './input.js';
import { fuzzKubeconfig } from './kubeconfig.js';

/** Reads the bytes; throws, or rejects with, whatever breaks a promise. */
export type Target = (bytes: Buffer) => void | Promise<void>;

/** Each target by its name, which is also that of its folder in `corpus`. */
export const TARGETS: Readonly<Record<string, Target>> = {
  databag: fuzzDatabag,
  input: fuzzInput,
  kubeconfig: fuzzKubeconfig,
  cluster: fuzzCluster,
  'api-answer': fuzzApiAnswer,
  'agent-socket': fuzzAgentSocket,
  archive: fuzzArchive,
};
