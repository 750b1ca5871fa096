/** Hooks of a charm in Python, in forks of one process that has loaded `ops`: a hook takes milliseconds. */
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { HookSession } from '@k8s-backup-target/juju-testing';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';

/** What a charm folder must hold for `ops`. */
const METADATA = ['metadata.yaml', 'config.yaml', 'actions.yaml'];

type Message =
  | { readonly exit: number }
  | { readonly command: readonly [string, ...string[]]; readonly stdin: string };

/** Runs hooks of one charm, one at a time. */
export class PythonHooks {
  readonly #charmDir: string;
  readonly #server: ChildProcessWithoutNullStreams;
  readonly #lines: AsyncIterator<string>;
  #stderr = '';

  /**
   * @param charmDir a charm folder as `makePythonCharms` makes it
   * @param modules what the charm imports late, loaded before the first hook as well
   */
  constructor(charmDir: string, charmClass: string, modules: readonly string[] = []) {
    this.#charmDir = charmDir;
    const program = join(import.meta.dirname, 'fork_hooks.py');
    this.#server = spawn(PYTHON, [program, join(charmDir, 'src'), charmClass, ...modules], {
      stdio: 'pipe',
    });
    this.#server.stderr.setEncoding('utf8').on('data', (text: string) => {
      this.#stderr += text;
    });
    this.#lines = createInterface({ input: this.#server.stdout })[Symbol.asyncIterator]();
  }

  /** Runs the session's hook; a hook command that is killed takes the hook with it. @throws if it fails */
  async run(environment: Readonly<Record<string, string>>, session: HookSession): Promise<void> {
    const folder = this.#unitFolder(session);
    this.#stderr = '';
    this.#tell({ environment: { ...session.environment, ...environment, PATH: '' }, folder });
    for (;;) {
      const message = await this.#hear();
      if ('exit' in message) {
        if (message.exit === 0) return;
        throw new Error(`the hook ended with ${message.exit}: ${this.#stderr}`);
      }
      const [command, ...args] = message.command;
      const ended = await session.execute(command, args, async () => message.stdin, folder);
      this.#tell(typeof ended === 'string' ? { kill: true } : ended);
    }
  }

  stop(): void {
    this.#server.stdin.end();
  }

  /** The unit's own folder, where `ops` keeps its state. */
  #unitFolder({ context }: HookSession): string {
    const folder = context.charmDir;
    if (existsSync(folder)) return folder;
    mkdirSync(folder, { recursive: true });
    for (const name of METADATA) copyFileSync(join(this.#charmDir, name), join(folder, name));
    return folder;
  }

  #tell(message: object): void {
    const line = JSON.stringify(message);
    this.#server.stdin.write(`${String(Buffer.byteLength(line)).padStart(8)}\n${line}`);
  }

  async #hear(): Promise<Message> {
    const { value, done } = await this.#lines.next();
    if (done === true) throw new Error(`Python has ended: ${this.#stderr}`);
    return JSON.parse(value);
  }
}
