import { MANAGED_BY_LABEL, toSchedule, VeleroError } from '@k8s-backup-target/velero';
import { schedulesOf } from '../cluster/find-schedule.js';
import { metadataOf } from '../cluster/velero-objects.js';
import { changesOf } from '../diff/changes.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { makingFor } from '../wanted/schedule-options.js';
import type { ChainContext } from './step.js';
import { type Step, step } from './step.js';

const MISSING = "no cluster was given: name one with --context, or give Velero's objects as a file";
const COMMAND = 'kubectl get schedules.velero.io,backups.velero.io -A -o json';

/** The Schedule of a target in the cluster; undefined without a cluster, or without one in it. */
export function scheduleFor({ target }: TargetView, { facts }: ChainContext): Fields | undefined {
  if (target === null || facts.cluster === undefined) return undefined;
  return schedulesOf(target, facts.cluster)[0];
}

/** Checks that the cluster holds a Schedule for the target, and that it is the one that is wanted. */
export function applied(view: TargetView, context: ChainContext): Step {
  const { cluster } = context.facts;
  if (cluster === undefined) return step('applied', 'unknown', MISSING, { command: COMMAND });
  if (view.state === 'unknown') return step('applied', 'unknown', 'not known');
  const schedule = scheduleFor(view, context);
  if (schedule === undefined && !cluster.isWhole && cluster.schedules.length === 0) {
    return step('applied', 'unknown', `${cluster.name} holds no Schedule at all`, {
      command: COMMAND,
    });
  }
  if (schedule === undefined) {
    return step('applied', 'failed', `${cluster.name} has no Schedule for it`, {
      remedy: "See the integrator's status: it names what it could not apply, and why.",
    });
  }
  const { name, namespace, labels } = metadataOf(schedule);
  const owner = textOf(labels[MANAGED_BY_LABEL]);
  const by = owner === undefined ? '' : `, managed by ${owner}`;
  return (
    different(view, schedule, context) ??
    step('applied', 'ok', `Schedule ${namespace}/${name}${by}`)
  );
}

/** A Schedule that selects something else than the target does not back it up; nor does one of somebody else. */
function different(
  view: TargetView,
  schedule: Fields,
  { facts, options, veleroVersion }: ChainContext,
): Step | undefined {
  const { target } = view;
  if (target === null) return undefined;
  const making = makingFor(view, facts, options, veleroVersion);
  const found = fieldsOf(schedule['spec']);
  const { name, namespace, labels } = metadataOf(schedule);
  const command = shell`kubectl get schedules.velero.io ${name} -n ${namespace} -o yaml`;
  // What no option of the integrator says is as it is found.
  const asFound = {
    cron: textOf(found['schedule']) ?? '',
    paused: found['paused'] === true,
    useOwnerReferencesInBackup: found['useOwnerReferencesInBackup'] === true,
  };
  const wanted = attempt(() =>
    toSchedule(target, { ...asFound, ...making.schedule }, { managedBy: 'kbt', namespace }),
  );
  if (wanted === undefined) return undefined;
  const owner = textOf(labels[MANAGED_BY_LABEL]) ?? 'no one';
  if (name === wanted.metadata.name && isForeign(view, owner, making.managedBy)) {
    return step(
      'applied',
      'failed',
      `the Schedule ${namespace}/${name} is managed by ${owner}, not by its integrator`,
      {
        remedy:
          'The integrator leaves it as it is: give it back its label, or delete it if it is not wanted.',
        command,
      },
    );
  }
  // Whether it is paused is the next step's to say.
  const changes = changesOf(wanted, schedule).filter(({ path }) => path !== '/spec/paused');
  const [first] = changes;
  if (first === undefined) return undefined;
  const others = changes.length === 1 ? '' : ` and ${changes.length - 1} more`;
  return step(
    'applied',
    'failed',
    `the Schedule ${namespace}/${name} differs in ${first.path}${others}: ${first.found ?? 'nothing'} instead of ${first.wanted ?? 'nothing'}`,
    { remedy: 'See `kbt diff`; the integrator corrects it at its next hook, if it runs.', command },
  );
}

/** Of a label that an integrator makes, the application is told from files as well; its model is not. */
function isForeign({ published }: TargetView, owner: string, wanted: string): boolean {
  const app = published.related?.unit.app;
  if (app === undefined) return false;
  if (wanted.startsWith(`${app}.`)) return owner !== wanted;
  return !owner.startsWith(`${app}.`);
}

function attempt<Made>(make: () => Made): Made | undefined {
  try {
    return make();
  } catch (error) {
    if (!(error instanceof VeleroError)) throw error;
    return undefined;
  }
}
