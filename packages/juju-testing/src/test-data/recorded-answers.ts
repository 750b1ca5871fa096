/** The answers of Juju's own agents in `juju-answers.jsonl`; its first line says how to read them. */
import { readFileSync } from 'node:fs';

/** Exit status, stdout and stderr; null for a help text, which was not recorded. */
export type Answer = readonly [number, string | null, string | null];

/** A command as it was run, and the answers to it by version and hook. */
export interface RecordedCommand {
  readonly argv: readonly string[];
  readonly stdin: Buffer | null;
  /** By version: one answer for each hook, in their order. */
  readonly answers: Readonly<Record<string, readonly Answer[]>>;
}

/** A hook or action in which all commands were run, one after the other. */
export interface RecordedHook {
  readonly name: string;
  readonly leader: boolean;
  readonly hook?: {
    readonly kind: string;
    readonly relationId?: number;
    readonly remoteUnit?: string;
  };
  readonly action?: { readonly name: string; readonly params: Readonly<Record<string, unknown>> };
  /** The relation that is dying, without members. */
  readonly broken?: number;
}

/** A relation of `my-app/0`, whose hooks were recorded. */
export interface RecordedRelation {
  readonly id: number;
  readonly endpoint: string;
  readonly remoteApp: string;
  readonly remoteEndpoint?: string;
  readonly peer?: boolean;
  readonly members: readonly string[];
  readonly forgotten?: boolean;
  readonly data: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Header {
  readonly versions: readonly string[];
  readonly base: {
    readonly model: string;
    readonly uuid: string;
    readonly config: Readonly<Record<string, string | number | boolean | null>>;
    readonly state: Readonly<Record<string, string>>;
    readonly relations: readonly RecordedRelation[];
  };
  readonly files: Readonly<Record<string, string>>;
  readonly hooks: readonly RecordedHook[];
  /** By version and hook; null for what depends on the machine. */
  readonly environment: Readonly<
    Record<string, Readonly<Record<string, Readonly<Record<string, string | null>>>>>
  >;
}

interface Line {
  readonly argv: readonly string[];
  readonly stdin?: string;
  readonly stdinBase64?: string;
  readonly answers: readonly Answer[];
  readonly by?: string | Readonly<Record<string, string>>;
}

/** All that was recorded. */
export interface Recording extends Header {
  readonly commands: readonly RecordedCommand[];
}

export function readRecording(): Recording {
  const text = readFileSync(new URL('./juju-answers.jsonl', import.meta.url), 'utf8');
  const [first = '', ...lines] = text.trimEnd().split('\n');
  const header: Header = JSON.parse(first, unpacked);
  return { ...header, commands: lines.map((line) => command(header, JSON.parse(line, unpacked))) };
}

function command({ versions, hooks }: Header, line: Line): RecordedCommand {
  const answers = versions.map((version) => {
    const by = typeof line.by === 'object' ? line.by[version] : line.by;
    return [
      version,
      hooks.map((_, hook) => answerFor(line, Number.parseInt(by?.[hook] ?? '0', 36))),
    ];
  });
  return { argv: line.argv, stdin: stdinOf(line), answers: Object.fromEntries(answers) };
}

function answerFor({ argv, answers }: Line, index: number): Answer {
  const answer = answers[index];
  if (answer === undefined) throw new Error(`no answer ${index} to ${argv.join(' ')}`);
  return answer;
}

function stdinOf({ stdin, stdinBase64 }: Line): Buffer | null {
  if (stdinBase64 !== undefined) return Buffer.from(stdinBase64, 'base64');
  return stdin === undefined ? null : Buffer.from(stdin);
}

function unpacked(_key: string, value: unknown): unknown {
  if (typeof value !== 'string') return value;
  return value.replace(/⟦(.)×(\d+)⟧/gs, (_match, text: string, times) =>
    text.repeat(Number(times)),
  );
}
