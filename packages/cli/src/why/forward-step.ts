import type { Facts } from '../facts/facts.js';
import { textOf } from '../input/fields.js';
import type { AppConfig } from '../juju/config.js';
import type { Unit } from '../juju/show-unit.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { judgeCron } from '../velero/cron.js';
import { type Received, receivedFor, receivedFrom, specIn } from '../wanted/handed-on.js';
import type { ChainContext } from './step.js';
import { type Step, step } from './step.js';

const FORWARDED = 'forwarded';

/** Checks that the integrator hands the target on: over a relation, or as a Schedule in the cluster. */
export function forwarded(view: TargetView, context: ChainContext): Step {
  const { related } = view.published;
  if (related === null) return step(FORWARDED, 'unknown', 'no requirer was given');
  if (view.state === 'unknown') return step(FORWARDED, 'unknown', 'not known');
  const { unit } = related;
  if (view.published.isBackupConfig) return receivedDirectly(view, unit);
  const config = context.facts.configs.find(({ app }) => app === unit.app);
  return (
    scheduleFault(unit, config, context.veleroVersion) ??
    (config?.values['forward-to'] === 'kubernetes'
      ? throughKubernetes(unit, config)
      : overRelation(view, unit, context))
  );
}

/** The charm hands its backup to velero-operator itself, by `velero_backup_config`. */
function receivedDirectly({ published: { databag } }: TargetView, { name }: Unit): Step {
  const cron = textOf(specIn(databag)['schedule']);
  const when = cron === undefined ? 'without a schedule: on demand only' : `schedule ${cron}`;
  return step(FORWARDED, 'ok', `${name} has received it by velero_backup_config, ${when}`);
}

/** A schedule that Velero refuses holds everything back. */
function scheduleFault(
  { app }: Unit,
  config: AppConfig | undefined,
  veleroVersion: string,
): Step | undefined {
  const cron = textOf(config?.values['schedule'])?.trim() ?? '';
  if (cron === '') return undefined;
  const [issue] = judgeCron(cron, veleroVersion).issues;
  if (issue === undefined) return undefined;
  return step(FORWARDED, 'failed', `${app}'s option schedule (${cron}) ${issue.message}`, {
    remedy: `Correct it; \`${shell`kbt explain ${cron}`}\` tells more.`,
    command: shell`juju config ${app} schedule='0 2 * * *'`,
  });
}

function throughKubernetes({ app }: Unit, config: AppConfig): Step {
  const cron = textOf(config.values['schedule'])?.trim() ?? '';
  if (cron !== '') return step(FORWARDED, 'ok', `${app} applies its Schedule (${cron})`);
  return step(FORWARDED, 'failed', `${app} has no schedule: backups are made on demand only`, {
    remedy: 'Set one.',
    command: shell`juju config ${app} schedule='0 2 * * *'`,
  });
}

function overRelation(view: TargetView, unit: Unit, context: ChainContext): Step {
  const received = receivedFrom(unit, context.facts);
  if (received.all.length === 0) return receiverMissing(unit, context.facts);
  const found = receivedFor(view, received);
  if (found !== undefined) {
    const cron = textOf(specIn(found.databag)['schedule']);
    const when = cron === undefined ? 'without a schedule: on demand only' : `schedule ${cron}`;
    return step(FORWARDED, 'ok', `${found.receiver} has received it, ${when}`);
  }
  return step(FORWARDED, 'failed', notReceived(received.all, view, context), {
    remedy: tellsToDrop(context)
      ? `velero_backup_config takes one target; let ${unit.app} apply Schedules itself, or relate one application only.`
      : `See why ${unit.app} holds it back.`,
    command: tellsToDrop(context)
      ? shell`juju config ${unit.app} forward-to=kubernetes`
      : shell`juju status ${unit.app}`,
  });
}

function tellsToDrop({ views }: ChainContext): boolean {
  const known = SEVERAL.get(views) ?? isSeveral(views);
  SEVERAL.set(views, known);
  return known;
}

/** Asked for each target. */
const SEVERAL = new WeakMap<readonly TargetView[], boolean>();

function isSeveral(views: readonly TargetView[]): boolean {
  return views.filter(({ target, state }) => target !== null && state !== 'claimed').length > 1;
}

/** So many of what a receiver holds are named. */
const MOST_NAMES = 5;

function notReceived(
  received: readonly Received[],
  { app }: TargetView,
  context: ChainContext,
): string {
  const first = received.slice(0, MOST_NAMES).map(({ databag }) => databag['app'] ?? 'nothing');
  const more = received.length > MOST_NAMES ? [`${received.length - MOST_NAMES} more`] : [];
  const names = [...first, ...more].join(', ');
  const several = tellsToDrop(context) ? ', one of several targets' : '';
  return `the receiver holds ${names}, not ${app ?? 'this target'}${several}`;
}

/** Asked for each target. */
const OPERATORS = new WeakMap<Unit, string | null>();

/** A unit of the backup operator that an integrator is related to; null where there is none. */
function operatorOf(unit: Unit): string | null {
  const known = OPERATORS.get(unit);
  if (known !== undefined) return known;
  const names = unit.relations
    .filter(({ endpoint }) => /velero[-_]?backup/.test(endpoint))
    .flatMap(({ relatedUnits }) => relatedUnits);
  const found = names[0] ?? null;
  OPERATORS.set(unit, found);
  return found;
}

/** Without the receiver it is unknown: `show-unit` leaves out a unit's own databag. */
function receiverMissing(unit: Unit, { configs }: Facts): Step {
  const receiver = operatorOf(unit);
  if (receiver !== null) {
    return step(
      FORWARDED,
      'unknown',
      `${receiver} was not given, and only it shows what it has received`,
      {
        command: shell`juju show-unit ${receiver}`,
      },
    );
  }
  if (!configs.some(({ app }) => app === unit.app)) {
    return step(FORWARDED, 'unknown', `neither ${unit.app}'s options nor a receiver were given`, {
      command: shell`juju config ${unit.app} --format json`,
    });
  }
  return step(FORWARDED, 'failed', `${unit.app} is related to no backup operator`, {
    remedy: 'Relate it to one, or let it apply Schedules itself.',
    command: shell`juju config ${unit.app} forward-to=kubernetes`,
  });
}
