/** What Juju's agent answers over its socket: any bytes, in any chunks. */
import {
  ANSWER_HEADER,
  GobDecoder,
  GobError,
  MessageSplitter,
  OUTCOME,
} from '@k8s-backup-target/juju/agent-protocol';
import { promise } from './finding.js';

const LIMIT = 65_536;

/** Reads the bytes as one side of a connection, in chunks as long as the first byte says. */
export function fuzzAgentSocket(bytes: Buffer): void {
  const [size = 0] = bytes;
  const stream = bytes.subarray(1);
  for (const wanted of [ANSWER_HEADER, OUTCOME]) {
    const [splitter, decoder] = [new MessageSplitter(LIMIT), new GobDecoder()];
    try {
      for (let at = 0; at < stream.length; at += size + 1)
        for (const message of splitter.push(stream.subarray(at, at + size + 1)))
          decoder.decode(message, wanted);
    } catch (error) {
      promise(error instanceof GobError, `not an error of the protocol: ${String(error)}`);
    }
  }
}
