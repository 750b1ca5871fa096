import type { HookRun } from '../hook/hook-run.js';
import { configOf } from '../model/charm-config.js';
import { usageError } from '../model/juju-failure.js';
import { isPeer, localEnd, remoteEnd } from '../model/relations.js';
import { isRemoteName } from '../model/remote-name.js';
import type { ApplicationState, UnitState } from '../model/state.js';
import { Struct } from '../yaml/go-values.js';
import { expectAtMost } from './arguments.js';
import { firstPositional, type HookCommand, OUTPUT } from './command.js';

/** Juju's names for the levels of its log; a message without a level is dropped. */
const LEVELS: ReadonlyMap<string, string> = new Map([
  ...['TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL', 'UNSPECIFIED'].map(
    (level): [string, string] => [level, level],
  ),
  ['WARN', 'WARNING'],
  ['', 'INFO'],
]);

const configGet: HookCommand = {
  options: [{ names: ['a', 'all'], kind: 'switch' }, ...OUTPUT],
  execute: ({ positionals, options, run }) => {
    const [key = ''] = positionals;
    const wantsAll = options.get('a') === 'true';
    if (wantsAll && key !== '') {
      throw usageError(`cannot use argument --all together with key ${JSON.stringify(key)}`);
    }
    expectAtMost(positionals, 1);
    const config = configOf(run.application);
    if (key !== '') return { value: config[key] ?? null };
    const entries = Object.entries(config).filter(([, value]) => wantsAll || value !== null);
    return { value: Object.fromEntries(entries) };
  },
};

const jujuLog: HookCommand = {
  options: [
    { names: ['l', 'log-level'], kind: 'value' },
    { names: ['debug'], kind: 'switch' },
    { names: ['format'], kind: 'value' },
  ],
  ignoresFormat: true,
  execute: ({ positionals, options, run }) => {
    if (positionals.length === 0) throw usageError('no message specified');
    const asked = options.get('debug') === 'true' ? 'DEBUG' : (options.get('l') ?? 'INFO');
    const level = LEVELS.get(asked.toUpperCase());
    if (level === undefined) {
      run.writeLog('WARNING', `Specified log level of "${asked}" is not valid`);
    }
    if (level !== 'UNSPECIFIED') run.writeLog(level ?? 'INFO', positionals.join(' '));
    return null;
  },
};

const applicationVersionSet: HookCommand = {
  options: [],
  execute: (call) => {
    const version = firstPositional(call, 'no version specified');
    expectAtMost(call.positionals, 1);
    call.run.application.version = version;
    return null;
  },
};

/** The simulator knows no time: every status is as old as the epoch. */
const SINCE = '1970-01-01 00:00:00Z';

const goalState: HookCommand = {
  options: OUTPUT,
  formats: ['yaml', 'json'],
  execute: ({ positionals, run }) => {
    expectAtMost(positionals, 0);
    const units = goals(Object.entries(run.application.units));
    return { value: new Struct({ units, relations: relationGoals(run) }) };
  },
};

/** The status of each unit; of one that is being removed, whatever it has set, `dying`. */
function goals(units: readonly (readonly [string, UnitState])[]): Record<string, Struct> {
  return Object.fromEntries(
    units.map(([name, { status, isLeaving }]) => [name, goal(isLeaving ? 'dying' : status.status)]),
  );
}

function goal(status: string): Struct {
  return new Struct({ status, since: SINCE });
}

/**
 * By endpoint: each remote application, and its units with their own status, until the last unit has left the
 * relation. No peers. Of other models, Juju names the offers that are consumed by their URL.
 */
function relationGoals(run: HookRun): Record<string, Record<string, Struct>> {
  const found: Record<string, Record<string, Struct>> = {};
  for (const relation of run.state.relations) {
    if (isPeer(relation) || !relation.ends.some(({ app }) => app === run.app)) continue;
    const { endpoint } = localEnd(relation, run.app);
    const { app } = remoteEnd(relation, run.app);
    found[endpoint] = { ...found[endpoint], ...goalsOf(app, run.state.applications[app]) };
  }
  return found;
}

function goalsOf(app: string, state: ApplicationState | undefined): Record<string, Struct> {
  if (state === undefined || state.modelUuid === null) {
    return { [app]: goal('joined'), ...goals(Object.entries(state?.units ?? {})) };
  }
  // The simulator does not know the name of the other model, nor its owner.
  return isRemoteName(app) ? {} : { [`admin/${state.modelUuid}.${app}`]: goal('joined') };
}

export const charmCommands: Readonly<Record<string, HookCommand>> = {
  'application-version-set': applicationVersionSet,
  'config-get': configGet,
  'goal-state': goalState,
  'juju-log': jujuLog,
};
