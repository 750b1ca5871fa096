import { BOOL, BYTES, INT, STRING, type StructType, UINT } from './struct-type.js';

/** The one method of Juju's agent, in the words of Go's `net/rpc`. */
export const METHOD = 'Jujuc.Main';

/** The agent's answer to a command that reads its standard input and came without any. */
export const NO_STDIN = 'hook tool requires stdin, none supplied';

/** The header of a request, as Go's `net/rpc` sends it. */
export const REQUEST_HEADER: StructType = {
  id: 64,
  name: 'Request',
  fields: [
    { name: 'ServiceMethod', type: STRING },
    { name: 'Seq', type: UINT },
  ],
};

const WITHOUT_TOKEN = [
  { name: 'ContextId', type: STRING },
  { name: 'Dir', type: STRING },
  { name: 'CommandName', type: STRING },
  { name: 'Args', type: { id: 66, name: '[]string' } },
  { name: 'StdinSet', type: BOOL },
  { name: 'Stdin', type: BYTES },
] as const;

/** `jujuc.Request` of Juju 4. */
export const COMMAND: StructType = { id: 65, name: 'Request', fields: WITHOUT_TOKEN };

/** `jujuc.Request` of Juju 2.9 and 3; the token is for agents that are reached over TCP. */
export const COMMAND_WITH_TOKEN: StructType = {
  ...COMMAND,
  fields: [...WITHOUT_TOKEN, { name: 'Token', type: STRING }],
};

/** The header of an answer, as Go's `net/rpc` sends it. */
export const ANSWER_HEADER: StructType = {
  id: 64,
  name: 'Response',
  fields: [
    { name: 'ServiceMethod', type: STRING },
    { name: 'Seq', type: UINT },
    { name: 'Error', type: STRING },
  ],
};

/** The outcome of a hook command: `exec.ExecResponse` of `juju/utils`. */
export const OUTCOME: StructType = {
  id: 65,
  name: 'ExecResponse',
  fields: [
    { name: 'Code', type: INT },
    { name: 'Stdout', type: BYTES },
    { name: 'Stderr', type: BYTES },
  ],
};

/** The body of an answer with an error. */
export const NO_OUTCOME: StructType = { id: 66, name: '', fields: [] };
