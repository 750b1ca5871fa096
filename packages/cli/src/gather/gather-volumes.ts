import { namesCluster } from '../cluster/live.js';
import type { Invocation } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { TargetView } from '../published/target-view.js';
import { scheduleFor } from '../why/applied-step.js';
import type { ChainContext } from '../why/step.js';

/**
 * The context with what becomes of the data of volumes, where an inventory was given, or `--volumes` asks for it. The
 * preview is large: it loads here only.
 *
 * @throws CannotRunError `usage` for `--volumes` without a cluster or an inventory.
 */
export async function withVolumes(
  context: ChainContext,
  views: readonly TargetView[],
  invocation: Invocation,
): Promise<ChainContext> {
  const { facts, veleroVersion } = context;
  const isGiven = facts.inventories.length > 0;
  const isAsked = isGiven || invocation.options['volumes'] === true;
  if (isAsked && !isGiven && !namesCluster(invocation.options)) {
    throw new CannotRunError(
      'usage',
      '--volumes reads the objects of a cluster: name it with --context, or give an inventory',
    );
  }
  if (!isAsked || facts.cluster === undefined) return context;
  const schedules = new Set(
    views.map((view) => scheduleFor(view, context)).filter((found) => found !== undefined),
  );
  const { volumesOf } = await import('../covered/volumes-of-schedules.js');
  const volumes = await volumesOf([...schedules], facts, invocation, veleroVersion);
  return { ...context, volumes };
}
