import { runError, usageError } from '../model/juju-failure.js';
import { applicationOf, isApplicationName, isUnitName } from '../model/names.js';
import { expectAtMost } from './arguments.js';
import { type CommandCall, type HookCommand, OUTPUT } from './command.js';
import { RELATION, relationOf } from './relation-option.js';

export const relationGet: HookCommand = {
  options: [RELATION, { names: ['app'], kind: 'switch' }, ...OUTPUT],
  execute: (call) => {
    const relation = relationOf(call);
    const entity = entityOf(call);
    expectAtMost(call.positionals, 2);
    if (entity === null) throw runError(`${quotedName(call)} is not a valid unit or application`);
    const databag = call.run.readDatabag(relation, entity);
    const [key = '-'] = call.positionals;
    return { value: key === '-' || key === '' ? databag : (databag[key] ?? null) };
  },
};

/** Whose databag is meant; null for a name that is checked only when the command runs. */
function entityOf(call: CommandCall): string | null {
  const [, name] = call.positionals;
  if (name === undefined) return defaultEntity(call);
  if (wantsApplication(call)) {
    if (isUnitName(name)) return applicationOf(name);
    return isApplicationName(name) ? name : null;
  }
  if (call.run.rules.takesAnyName) return nameOfTwoNine(call, name);
  if (isUnitName(name)) return name;
  const quoted = JSON.stringify(name);
  if (!isApplicationName(name)) throw usageError(`invalid unit name ${quoted}`);
  throw usageError(`expected unit name, got application name ${quoted}`);
}

/** Juju 2.9 hands its leader its own unit's databag for the name of its application. */
function nameOfTwoNine({ run }: CommandCall, name: string): string | null {
  if (name === run.app && run.isLeader()) return run.unit;
  return isUnitName(name) || isApplicationName(name) ? name : null;
}

/**
 * Who is meant without a name: the remote unit of the hook or, if there is none, its application,
 * whatever relation is asked for.
 */
function defaultEntity(call: CommandCall): string {
  const about = call.run.hookRelation;
  const name = wantsApplication(call) ? about?.remoteApp : (about?.remoteUnit ?? about?.remoteApp);
  if (name === undefined) throw usageError('no unit or application specified');
  return name;
}

/** With `--app`, what Juju cannot make an application of is an empty name. */
function quotedName(call: CommandCall): string {
  return wantsApplication(call) ? '""' : JSON.stringify(call.positionals[1] ?? '');
}

function wantsApplication({ options }: CommandCall): boolean {
  return options.get('app') === 'true';
}
