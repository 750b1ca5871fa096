import { fstatSync, readFileSync, writeSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { isatty } from 'node:tty';
import type { Io, Writer } from '../command/io.js';
import { decodeText } from '../input/decode-text.js';

/** This process. Its streams are made when they are used, since making one takes about a millisecond. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: { isTTY: isatty(0), readText: readStdin },
    stdout: writer(1, () => process.stdout),
    stderr: writer(2, () => process.stderr),
    wait: (seconds) => setTimeout(seconds * 1000, true),
    onInterrupt,
  };
}

function writer(descriptor: number, stream: () => NodeJS.WriteStream): Writer {
  const isTTY = isatty(descriptor);
  let opened: NodeJS.WriteStream | undefined;
  const open = () => {
    opened ??= survivesEarlyClose(stream());
    return opened;
  };
  return {
    write: (text) => {
      const rest = isTTY ? Buffer.from(text) : writeAtOnce(descriptor, Buffer.from(text));
      if (rest.length > 0) open().write(rest);
    },
    isTTY,
    get columns() {
      return isTTY ? open().columns : undefined;
    },
    get rows() {
      return isTTY ? open().rows : undefined;
    },
    get isColourful() {
      return isTTY && !process.env['NO_COLOR'] && open().hasColors();
    },
  };
}

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

function onInterrupt(end: () => number): () => void {
  const listener = () => process.exit(end());
  for (const signal of SIGNALS) process.once(signal, listener);
  return () => {
    for (const signal of SIGNALS) process.off(signal, listener);
  };
}

/**
 * Writes to a file or a pipe without making a stream of it; what is left where a pipe takes no more at
 * once, for a stream to wait.
 */
function writeAtOnce(descriptor: number, bytes: Buffer): Buffer {
  let rest = bytes;
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'EPIPE') process.exit();
    if (code !== 'EAGAIN') throw error;
  }
  return rest;
}

/** `kbt … | head` closes the pipe early: that is not a failure, and nothing that follows would be read. */
function survivesEarlyClose(stream: NodeJS.WriteStream): NodeJS.WriteStream {
  return stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
}

/** A file is read at once, which is faster; a pipe or a terminal needs the stream. */
async function readStdin(): Promise<string> {
  const stat = fstatSync(0);
  if (stat.isFile()) return decodeText(readFileSync(0));
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return decodeText(Buffer.concat(chunks));
}
