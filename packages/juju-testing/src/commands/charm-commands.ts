import { expectAtMost } from '../arguments.js';
import type { HookRun } from '../hook-run.js';
import { usageError } from '../juju-failure.js';
import { localEnd, remoteEnd, remoteUnits } from '../relations.js';
import { FORMAT, firstPositional, type HookCommand } from './command.js';

const LEVELS = ['TRACE', 'DEBUG', 'INFO', 'WARNING', 'ERROR', 'CRITICAL'];

const configGet: HookCommand = {
  options: [{ names: ['a', 'all'], kind: 'switch' }, FORMAT],
  execute: ({ positionals, options, run }) => {
    const [key] = positionals;
    if (key === undefined) return { value: run.application.config };
    if (options.get('a') === 'true') {
      throw usageError(`cannot use argument --all together with key ${JSON.stringify(key)}`);
    }
    expectAtMost(positionals, 1);
    return { value: run.application.config[key] ?? null };
  },
};

const jujuLog: HookCommand = {
  options: [
    { names: ['l', 'log-level'], kind: 'value' },
    { names: ['debug'], kind: 'switch' },
  ],
  execute: ({ positionals, options, run }) => {
    if (positionals.length === 0) throw usageError('no message specified');
    const asked = options.get('debug') === 'true' ? 'DEBUG' : (options.get('l') ?? 'INFO');
    const level = asked.toUpperCase();
    const known = LEVELS.includes(level);
    if (!known)
      run.log.push({ level: 'WARNING', message: `Specified log level of "${asked}" is not valid` });
    run.log.push({ level: known ? level : 'INFO', message: positionals.join(' ') });
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
  options: [FORMAT],
  execute: ({ positionals, run }) => {
    expectAtMost(positionals, 0);
    const units = Object.entries(run.application.units).map(([name, { status }]) => [
      name,
      { status: status.status, since: SINCE },
    ]);
    return { value: { units: Object.fromEntries(units), relations: relationGoals(run) } };
  },
};

function relationGoals(run: HookRun): Record<string, Record<string, unknown>> {
  const goals: Record<string, Record<string, unknown>> = {};
  for (const relation of run.state.relations) {
    if (!(run.unit in relation.members)) continue;
    const { endpoint } = localEnd(relation, run.app);
    const remote = [
      remoteEnd(relation, run.app).app,
      ...remoteUnits(run.state, relation, run.unit),
    ];
    const joined = remote.map((name) => [name, { status: 'joined', since: SINCE }]);
    goals[endpoint] = { ...goals[endpoint], ...Object.fromEntries(joined) };
  }
  return goals;
}

export const charmCommands: Readonly<Record<string, HookCommand>> = {
  'application-version-set': applicationVersionSet,
  'config-get': configGet,
  'goal-state': goalState,
  'juju-log': jujuLog,
};
