// Room: Hooks and actions as processes. May import agent, charm, hook, model, simulator.
import { spawn } from 'node:child_process';
import { join, relative } from 'node:path';
import { JujuAgent } from '../agent/agent.js';
import { CommitError } from '../hook/commit.js';
import type { HookDetails } from '../model/hook-lookup.js';
import type { HookOrAction } from '../model/hook-request.js';
import { applicationOf } from '../model/names.js';
import type { QueuedHook } from '../model/state.js';
import { isTemporary } from '../model/unit-folder.js';
import type { HookSession, SessionOptions } from '../simulator/hook-session.js';
import type { JujuSimulator } from '../simulator/simulator.js';
import { charmProgram, startFailure } from './charm-program.js';
import { HookFailedError } from './hook-failed-error.js';
import type { HookProcessRecord } from './hook-process-record.js';
import { removeAtExit } from './removed-at-exit.js';
import { updateUnitFiles } from './unit-files.js';

/** More hooks than this in one go most likely mean that charms answer each other for ever. */
const MOST_HOOKS = 10_000;

/** Options for running hooks as processes. */
export interface HookProcessOptions extends SessionOptions, HookDetails {
  /** The agent to use; without one, each call starts its own, which costs some milliseconds. */
  readonly agent?: JujuAgent | undefined;
  /** The folders that follow the hook commands on PATH. Default: this process's PATH, as in a Juju agent. */
  readonly path?: string | undefined;
  /** More variables, which a Juju hook would not have, e.g. for coverage. */
  readonly extraEnv?: Readonly<Record<string, string>> | undefined;
  /** Milliseconds after which the charm is killed. Default: never, as in Juju. */
  readonly timeoutMs?: number | undefined;
}

/**
 * Runs a hook of a unit as Juju does: its charm's `dispatch` in the charm's folder, with Juju's
 * environment and nothing else. Commits if it exits with 0 and drops everything otherwise; the
 * hook then stays in the queue.
 *
 * @throws Error if the application has no charm folder, or `dispatch` cannot be executed
 */
export function runHook(
  simulator: JujuSimulator,
  unit: string,
  hook: string | QueuedHook,
  options: HookProcessOptions = {},
): Promise<HookProcessRecord> {
  const request = typeof hook === 'string' ? simulator.hook(unit, hook, options) : hook;
  return runProcess(simulator, request, options);
}

/** Runs an action of a unit as a real process, as {@link runHook} runs a hook. */
export function runAction(
  simulator: JujuSimulator,
  unit: string,
  action: string,
  parameters: Readonly<Record<string, unknown>> = {},
  options: HookProcessOptions = {},
): Promise<HookProcessRecord> {
  return runProcess(simulator, simulator.action(unit, action, parameters), options);
}

/**
 * Runs a hook or action as it is given, as {@link runHook} does, but unchecked: also one that Juju
 * would never run, to see what a charm makes of it.
 */
export function runRequest(
  simulator: JujuSimulator,
  request: HookOrAction,
  options: HookProcessOptions = {},
): Promise<HookProcessRecord> {
  return runProcess(simulator, request, options);
}

/**
 * Runs waiting hooks as real processes, and those that follow from them, until there are none.
 * Applications without a charm folder do nothing in their hooks.
 *
 * @throws HookFailedError for the first hook that fails; it stays in the queue, as Juju retries it
 * @throws Error after 10,000 hooks, since charms that answer each other never end
 */
export async function settleProcesses(
  simulator: JujuSimulator,
  options: HookProcessOptions = {},
): Promise<readonly HookProcessRecord[]> {
  if (options.agent === undefined) {
    return withAgent((agent) => settleProcesses(simulator, { ...options, agent }));
  }
  const records: HookProcessRecord[] = [];
  for (let next = simulator.queue[0]; next !== undefined; next = simulator.queue[0]) {
    if (simulator.charmDir(applicationOf(next.unit)) === null) {
      await simulator.run(next.unit, next, () => undefined);
      continue;
    }
    const record = await runProcess(simulator, next, options);
    records.push(record);
    if (!record.succeeded) throw new HookFailedError(records, record);
    if (records.length >= MOST_HOOKS) throw new Error(`no end after ${MOST_HOOKS} hooks`);
  }
  return records;
}

async function runProcess(
  simulator: JujuSimulator,
  request: HookOrAction,
  options: HookProcessOptions,
): Promise<HookProcessRecord> {
  const { agent } = options;
  if (agent === undefined) {
    return withAgent((own) => runProcess(simulator, request, { ...options, agent: own }));
  }
  const source = simulator.charmDir(applicationOf(request.unit));
  const charmDir = simulator.charmDir(request.unit);
  if (source === null || charmDir === null) {
    throw new Error(`${request.unit} has no charm folder: give it a charmDir`);
  }
  const found = await charmProgram(source, request);
  const program = found === null ? null : join(charmDir, relative(source, found));
  if (isTemporary(simulator.unitsDir)) removeAtExit(simulator.unitsDir);
  updateUnitFiles(source, charmDir, simulator.unitsDir);
  const session = simulator.open(request, options);
  const ended =
    program === null ? NOTHING_TO_RUN : await runCharm(agent, session, program, options);
  const succeeded = program === null || ended.exitStatus === 0;
  const commitError = succeeded ? commit(session) : null;
  session.end();
  const record = session.record();
  return { ...record, ...ended, succeeded: succeeded && commitError === null, commitError };
}

async function withAgent<T>(body: (agent: JujuAgent) => Promise<T>): Promise<T> {
  const agent = await JujuAgent.start();
  try {
    return await body(agent);
  } finally {
    await agent.close();
  }
}

function commit(session: HookSession): string | null {
  try {
    session.commit();
    return null;
  } catch (error) {
    if (error instanceof CommitError) return error.message;
    throw error;
  }
}

interface Ended {
  readonly exitStatus: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

const NOTHING_TO_RUN: Ended = { exitStatus: null, signal: null, stdout: '', stderr: '' };

function runCharm(
  agent: JujuAgent,
  session: HookSession,
  program: string,
  options: HookProcessOptions,
): Promise<Ended> {
  const env = {
    ...agent.environment(session, options.path ?? process.env['PATH'] ?? ''),
    ...options.extraEnv,
  };
  return agent.during(session, () => runToEnd(program, env, session.context.charmDir, options));
}

function runToEnd(
  program: string,
  env: Record<string, string>,
  cwd: string,
  { timeoutMs }: HookProcessOptions,
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, [], {
      cwd,
      env,
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs, killSignal: 'SIGKILL' }),
    });
    const stdout: Buffer[] = [];
    const stderr: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => stdout.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => stderr.push(chunk));
    child.on('error', (error) => reject(startFailure(program, error)));
    child.on('close', (exitStatus, signal) => {
      const [out, err] = [stdout, stderr].map((chunks) => Buffer.concat(chunks).toString('utf8'));
      resolve({ exitStatus, signal, stdout: out ?? '', stderr: err ?? '' });
    });
  });
}
