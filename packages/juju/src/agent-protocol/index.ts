// Room: The protocol that hook commands speak with the agent. May import no other room.
/**
 * The bytes on the socket between hook commands and Juju's agent: the part of Go's `encoding/gob` and
 * `net/rpc` that they use. For both ends: `agent-socket` is the client, the simulator the agent.
 *
 * @module
 */
export { checkArguments } from '../argument-check.js';
export { GobDecoder } from './gob-decoder.js';
export { GobEncoder } from './gob-encoder.js';
export { GobError } from './gob-error.js';
export { MessageSplitter, MessageTooLongError } from './message-splitter.js';
export {
  ANSWER_HEADER,
  COMMAND,
  COMMAND_WITH_TOKEN,
  METHOD,
  NO_OUTCOME,
  NO_STDIN,
  OUTCOME,
  REQUEST_HEADER,
} from './messages.js';
export type {
  FieldValue,
  StringsType,
  StructField,
  StructType,
  StructValue,
} from './struct-type.js';
