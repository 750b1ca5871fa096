import type { HookRun } from '../hook/hook-run.js';
import { isAction } from '../model/hook-request.js';
import { runError, usageError } from '../model/juju-failure.js';
import { expectAtMost } from './arguments.js';
import { type HookCommand, OUTPUT } from './command.js';

const KEY_SEGMENT = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;
const RESERVED = ['stdout', 'stdout-encoding', 'stderr', 'stderr-encoding'];
const NO_REASON = 'action failed without reason given, check action for errors';

const actionGet: HookCommand = {
  options: OUTPUT,
  execute: ({ positionals, run }) => {
    expectAtMost(positionals, 1);
    if (!isAction(run.request)) throw notAnAction();
    const path = positionals[0]?.split('.') ?? [];
    return { value: path.reduce(member, run.request.parameters) ?? null };
  },
};

function member(value: unknown, key: string): unknown {
  if (!isRecord(value) || Array.isArray(value) || !Object.hasOwn(value, key)) return null;
  return Object.getOwnPropertyDescriptor(value, key)?.value;
}

const actionSet: HookCommand = {
  options: [],
  execute: ({ positionals, run }) => {
    const results = positionals.map((argument) => parseResult(run, argument));
    for (const { path, value } of results) setAt(progress(run).results, path, value);
    return null;
  },
};

function parseResult(run: HookRun, argument: string): { path: readonly string[]; value: string } {
  const split = argument.indexOf('=');
  if (split < 0) {
    const quoted = JSON.stringify(argument);
    throw usageError(`argument ${quoted} must be of the form key...=value`);
  }
  const path = argument.slice(0, split).split('.');
  for (const segment of path) checkSegment(run, segment);
  return { path, value: argument.slice(split + 1) };
}

function checkSegment({ rules }: HookRun, segment: string): void {
  const quoted = JSON.stringify(segment);
  if (RESERVED.includes(segment)) throw usageError(`cannot set reserved action key ${quoted}`);
  if (KEY_SEGMENT.test(segment)) return;
  const rule = 'must start and end with lowercase alphanumeric, and contain only lowercase';
  throw usageError(`key ${quoted} ${rule} ${rules.resultKeyRule}`);
}

function setAt(results: Record<string, unknown>, path: readonly string[], value: string): void {
  const [key = '', ...rest] = path;
  if (rest.length === 0) {
    results[key] = value;
    return;
  }
  const existing = results[key];
  const inner: Record<string, unknown> = isRecord(existing) ? existing : Object.create(null);
  results[key] = inner;
  setAt(inner, rest, value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

const actionFail: HookCommand = {
  options: [],
  execute: ({ positionals, run }) => {
    expectAtMost(positionals, 1);
    progress(run).failure = positionals[0] ?? NO_REASON;
    return null;
  },
};

const actionLog: HookCommand = {
  options: [],
  execute: ({ positionals, run }) => {
    if (positionals.length === 0) throw usageError('no message specified');
    progress(run).log.push(positionals.join(' '));
    return null;
  },
};

function progress(run: HookRun): NonNullable<HookRun['action']> {
  if (run.action === null) throw notAnAction();
  return run.action;
}

function notAnAction(): Error {
  return runError('not running an action');
}

export const actionCommands: Readonly<Record<string, HookCommand>> = {
  'action-fail': actionFail,
  'action-get': actionGet,
  'action-log': actionLog,
  'action-set': actionSet,
};
