import {
  type CommandResult,
  type CommandRunner,
  HookCommandError,
  type HookContext,
  readHookContext,
} from '@k8s-backup-target/juju';
import { checkArguments } from '@k8s-backup-target/juju/agent-protocol';
import type { Stdin } from '../commands/command.js';
import { hookCommands } from '../commands/index.js';
import { type CommandInput, runCommand } from '../commands/run-command.js';
import { commitHook } from '../hook/commit.js';
import { hookEnvironment } from '../hook/hook-environment.js';
import type {
  ActionOutcome,
  DatabagChange,
  ExecutedCommand,
  HookRecord,
} from '../hook/hook-record.js';
import { HookRun } from '../hook/hook-run.js';
import type { HookOrAction } from '../model/hook-request.js';
import { isAction } from '../model/hook-request.js';
import { JujuFailure, runError } from '../model/juju-failure.js';
import { hasRelationModelGet } from '../model/juju-rules.js';
import type { SimulatorState } from '../model/state.js';

/** Linux gives a process about this much in arguments and environment. */
const MAX_ALL_ARGUMENTS_BYTES: number = 2 * 1024 * 1024;

/** A hook command as a charm calls it. */
export interface HookCommandCall {
  readonly command: string;
  readonly args: readonly string[];
  /** The number of commands that this hook ran before it. */
  readonly index: number;
}

/** The fault that replaces a hook command: a made-up end, being killed, or no end at all. */
export type HookCommandFault =
  | { readonly status: number; readonly stdout?: string; readonly stderr?: string }
  | 'kill'
  | 'hang';

/** Decides which calls go wrong, and how; null lets a call do what it does. */
export type FaultPlan = (call: HookCommandCall) => HookCommandFault | null;

/** Options for running a hook. */
export interface SessionOptions {
  /** Makes hook commands fail, to test that a charm copes. */
  readonly faults?: FaultPlan | undefined;
}

/**
 * One run of one hook or action by one unit: executes hook commands as Juju does, then commits
 * what they changed or drops it.
 */
export class HookSession {
  /** The environment Juju gives the hook, except PATH and where the agent listens. */
  readonly environment: Readonly<Record<string, string>>;
  readonly context: HookContext;
  readonly #run: HookRun;
  readonly #faults: FaultPlan;
  readonly #commands: ExecutedCommand[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #calls = 0;
  #hasEnded = false;
  #changes: readonly DatabagChange[] = [];

  constructor(state: SimulatorState, request: HookOrAction, options: SessionOptions = {}) {
    if (isAction(request)) state.actions += 1;
    this.#run = new HookRun(state, request);
    this.#faults = options.faults ?? (() => null);
    this.environment = hookEnvironment(this.#run);
    this.context = readHookContext(this.environment);
  }

  /** Runs this session's commands within this process, with arguments that a process could be given. */
  readonly runner: CommandRunner = async (command, args, stdin) => {
    checkProcessArguments([command, ...args]);
    const outcome = await this.execute(command, args, async () => stdin ?? '');
    if (outcome === 'kill') return { status: null, signal: 'SIGKILL', stdout: '', stderr: '' };
    if (outcome !== 'hang') return outcome;
    const reason = 'did not end in time and was killed';
    throw new HookCommandError('timeout', { command: [command, ...args], reason });
  };

  /**
   * Executes one hook command; Juju runs one at a time, in the order they arrive.
   *
   * @param stdin fetched only by a command that reads its standard input
   * @param directory the caller's working directory, from which `--file` is found
   */
  execute(
    command: string,
    args: readonly string[],
    stdin: Stdin,
    directory: string = this.context.charmDir,
  ): Promise<CommandResult | 'kill' | 'hang'> {
    const fault = this.#faults({ command, args, index: this.#calls++ });
    const outcome = this.#last.then(async () => {
      if (this.#hasEnded) throw this.#tooLate(command, args);
      const input = { name: command, args, stdin, directory };
      const ended = fault === null ? await this.#execute(input) : faulted(fault);
      const status = typeof ended === 'string' ? null : ended.status;
      this.#commands.push({ command, args: [...args], status });
      return ended;
    });
    this.#last = outcome.catch(() => undefined);
    return outcome;
  }

  /** @throws CommitError if Juju does not accept what the hook wrote */
  commit(): void {
    this.#changes = commitHook(this.#run);
  }

  /** Accepts no command any more: the hook has ended. */
  end(): void {
    this.#hasEnded = true;
  }

  /** The record of what it has done so far. */
  record(): HookRecord {
    const { request, action } = this.#run;
    return {
      unit: request.unit,
      hook: isAction(request) ? '' : request.hook,
      relation: this.context.relation?.id ?? null,
      commands: [...this.#commands],
      log: [...this.#run.log],
      changes: this.#changes,
      status: this.#run.unitState.status,
      action: action === null ? null : outcomeOf(action),
    };
  }

  #tooLate(command: string, args: readonly string[]): HookCommandError {
    const { unit, hook, action } = this.context;
    const reason = `was called after ${unit} ${action ?? hook} had ended: is an await missing?`;
    return new HookCommandError('not-started', { command: [command, ...args], reason });
  }

  async #execute(input: CommandInput): Promise<CommandResult> {
    const { name, args } = input;
    const definition = hookCommands.get(name);
    if (definition === undefined) {
      const reason = 'is not a hook command of the simulator';
      throw new HookCommandError('not-found', { command: [name, ...args], reason });
    }
    try {
      if (name === 'relation-model-get' && !hasRelationModelGet(this.#run.state.jujuVersion)) {
        throw runError(`bad request: unknown command: ${name}`);
      }
      return { status: 0, signal: null, ...(await runCommand(definition, this.#run, input)) };
    } catch (error) {
      if (!(error instanceof JujuFailure)) throw error;
      const { status, message } = error;
      return { status, signal: null, stdout: '', stderr: `ERROR ${message}\n` };
    }
  }
}

/** Juju puts the process's exit status in the place of a charm's `return-code`. */
function outcomeOf({ results, failure, log }: ActionOutcome): ActionOutcome {
  const { 'return-code': _, ...kept } = results;
  // Plain objects, as a test compares them.
  return { results: structuredClone(kept), failure, log: [...log] };
}

function faulted(fault: HookCommandFault): CommandResult | 'kill' | 'hang' {
  if (typeof fault === 'string') return fault;
  return { signal: null, stdout: '', stderr: '', ...fault };
}

/** @throws HookCommandError for arguments that no process could be given, one by one or all together */
function checkProcessArguments(command: readonly string[]): void {
  checkArguments(command);
  const bytes = command.reduce((sum, argument) => sum + Buffer.byteLength(argument) + 1, 0);
  if (bytes <= MAX_ALL_ARGUMENTS_BYTES) return;
  throw new HookCommandError('too-large', {
    command,
    reason: 'arguments are longer than a process can be given',
  });
}
