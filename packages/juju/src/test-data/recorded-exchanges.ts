import { readFileSync } from 'node:fs';

/** One hook command between Juju's own client and Juju's own agent, as recorded. */
export interface RecordedCommand {
  readonly version: string;
  /** The command and its arguments. */
  readonly line: readonly string[];
  /** The bytes that were written, in order. */
  readonly written: readonly (readonly ['client' | 'server', Buffer])[];
  readonly exit: { readonly status: number; readonly stdout: string; readonly stderr: string };
}

type Event = ['run', string] | ['client' | 'server', string] | ['exit', number, string, string];

const { versions }: { versions: Record<string, Event[]> } = JSON.parse(
  readFileSync(new URL('./juju-agent-socket.json', import.meta.url), 'utf8'),
);

/** All of them, of Juju 3.6.28 and 4.0.15. */
export const recordedCommands: readonly RecordedCommand[] = Object.entries(versions).flatMap(
  ([version, events]) => commandsIn(version, events),
);

function commandsIn(version: string, events: readonly Event[]): RecordedCommand[] {
  const commands: RecordedCommand[] = [];
  let line: string[] = [];
  let written: ['client' | 'server', Buffer][] = [];
  for (const event of events) {
    if (event[0] === 'run') [line, written] = [event[1].split(' '), []];
    else if (event[0] !== 'exit') written.push([event[0], Buffer.from(event[1], 'hex')]);
    else {
      const [, status, stdout, stderr] = event;
      commands.push({ version, line, written, exit: { status, stdout, stderr } });
    }
  }
  return commands;
}

/** Returns the bytes that one side of a recorded command wrote. */
export function writtenBy(side: 'client' | 'server', { written }: RecordedCommand): Buffer {
  return Buffer.concat(written.filter(([by]) => by === side).map(([, bytes]) => bytes));
}
