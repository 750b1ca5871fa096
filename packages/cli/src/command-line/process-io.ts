import type { Io, Writer } from './io.js';

/** This process. */
export function processIo(): Io {
  return {
    cwd: process.cwd(),
    env: process.env,
    stdin: { isTTY: process.stdin.isTTY === true, readText: readStdin },
    stdout: writer(process.stdout),
    stderr: writer(process.stderr),
  };
}

/** `kbt … | head` closes the pipe early: that is no failure, and nobody reads what would follow. */
function writer(stream: NodeJS.WriteStream): Writer {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit();
  });
  return {
    write: (text) => void stream.write(text),
    isTTY: stream.isTTY === true,
    columns: stream.isTTY ? stream.columns : undefined,
    isColourful: stream.isTTY && stream.hasColors() && !process.env['NO_COLOR'],
  };
}

async function readStdin(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks).toString('utf8');
}
