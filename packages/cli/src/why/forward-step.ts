import * as templates from '../generated/step-templates.js';
import { textOf } from '../input/fields.js';
import { type AppConfig, configOf } from '../juju/config.js';
import type { Unit } from '../juju/show-unit.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { judgeCron } from '../velero/cron.js';
import { type Received, receivedFor, receivedFrom, specIn } from '../wanted/handed-on.js';
import type { ChainContext } from './step.js';
import { type Step, step } from './step.js';

/** Checks that the integrator hands the target on: over a relation, or as a Schedule in the cluster. */
export function forwarded(view: TargetView, context: ChainContext): Step {
  const { related } = view.published;
  if (related === null) return step(templates.forwardedFile, {});
  if (view.state === 'unknown') return step(templates.forwardedUnseen, {});
  const { unit } = related;
  if (view.published.isBackupConfig) return receivedDirectly(view, unit);
  const config = configOf(context.facts.configs, unit.app, unit);
  return (
    scheduleFault(unit, config, context.veleroVersion) ??
    (config?.values['forward-to'] === 'kubernetes'
      ? throughKubernetes(unit, config)
      : overRelation(view, unit, config, context))
  );
}

/** The charm hands its backup to velero-operator itself, by `velero_backup_config`. */
function receivedDirectly({ published: { databag } }: TargetView, { name }: Unit): Step {
  const cron = textOf(specIn(databag)['schedule']);
  return cron === undefined
    ? step(templates.forwardedDirectondemand, { unit: name })
    : step(templates.forwardedDirect, { unit: name, cron });
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
  const values = { app, cron, fault: issue.message, explain: shell`kbt explain ${cron}` };
  const command = shell`juju config ${app} schedule='0 2 * * *'`;
  return step(templates.forwardedSchedule, values, { command });
}

function throughKubernetes({ app }: Unit, config: AppConfig): Step {
  const cron = textOf(config.values['schedule'])?.trim() ?? '';
  if (cron !== '') return step(templates.forwardedApplies, { app, cron });
  const command = shell`juju config ${app} schedule='0 2 * * *'`;
  return step(templates.forwardedOndemand, { app }, { command });
}

function overRelation(
  view: TargetView,
  unit: Unit,
  config: AppConfig | undefined,
  context: ChainContext,
): Step {
  const received = receivedFrom(unit, context.facts);
  if (received.all.length === 0) return receiverMissing(unit, config);
  const found = receivedFor(view, received);
  if (found !== undefined) return receivedBy(found);
  const integrator = unit.app;
  const values = { names: namesOf(received.all), app: view.app ?? 'this target', integrator };
  return tellsToDrop(context)
    ? step(templates.forwardedSeveral, values, {
        command: shell`juju config ${integrator} forward-to=kubernetes`,
      })
    : step(templates.forwardedOther, values, { command: shell`juju status ${integrator}` });
}

function receivedBy({ receiver, databag }: Received): Step {
  const cron = textOf(specIn(databag)['schedule']);
  return cron === undefined
    ? step(templates.forwardedReceivedondemand, { receiver })
    : step(templates.forwardedReceived, { receiver, cron });
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

function namesOf(received: readonly Received[]): string {
  const first = received.slice(0, MOST_NAMES).map(({ databag }) => databag['app'] ?? 'nothing');
  const more = received.length > MOST_NAMES ? [`${received.length - MOST_NAMES} more`] : [];
  return [...first, ...more].join(', ');
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
function receiverMissing(unit: Unit, config: AppConfig | undefined): Step {
  const receiver = operatorOf(unit);
  if (receiver !== null) {
    const command = shell`juju show-unit ${receiver}`;
    return step(templates.forwardedReceiver, { receiver }, { command });
  }
  if (config === undefined) {
    const command = shell`juju config ${unit.app} --format json`;
    return step(templates.forwardedOptions, { app: unit.app }, { command });
  }
  const command = shell`juju config ${unit.app} forward-to=kubernetes`;
  return step(templates.forwardedNowhere, { app: unit.app }, { command });
}
