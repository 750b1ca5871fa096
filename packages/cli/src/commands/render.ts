import { read } from '@k8s-backup-target/schema';
import { nearest } from '@k8s-backup-target/schema/internal';
import type { Target } from '@k8s-backup-target/velero';
import { now } from '../command/clock.js';
import type { Options, Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { gather } from '../gather/gather.js';
import { textOf } from '../input/fields.js';
import { collectPublished } from '../published/collect-published.js';
import type { TargetView } from '../published/target-view.js';
import { skippedNotes } from '../published/unknown-notes.js';
import { viewTargets } from '../published/view-targets.js';
import { type RenderTo, renderTarget } from '../render/render.js';
import { type FoundSpec, findSpecs } from '../specs/find-specs.js';
import { veleroRelease } from '../velero/velero-release.js';
import { BY_HAND, makingFor } from '../wanted/schedule-options.js';

/** Prints manifests, or the databag of `velero_backup_config`. */
export const run: Run = async (invocation) => {
  const { words, options, io } = invocation;
  const facts = await gather(invocation, words);
  const { version } = veleroRelease(options);
  const endpoint = textOf(options['endpoint']);
  const found = chosen(await findSpecs(facts, endpoint, version), options);
  const views = await viewTargets(collectPublished(facts, endpoint), version);
  const to = asRenderTo(options['to']);
  const making = found.map((one) => ({
    target: targetOf(one, options),
    making: makingFor(one.view, facts, options, version),
  }));
  const rendered = making.map((one) => renderTarget(one.target, to, one.making, now(io.env)));
  const objects = rendered.flatMap((one) => (one.ok ? [one.object] : []));
  const refused = rendered.flatMap((one) => (one.ok ? [] : [`refused: ${one.message}`]));
  const data = to === 'velero-backup-config' ? onlyOne(objects, found) : manifest(objects);
  const skipped = skippedNotes(skippedOf(views, textOf(options['app'])));
  const owners = to === 'velero-backup-config' ? [] : making.map((one) => one.making.managedBy);
  const notes = [...refused, ...skipped, ...(owners.includes(BY_HAND) ? [BY_HAND_NOTE] : [])];
  const exitCode = refused.length + skipped.length > 0 ? 1 : 0;
  return { exitCode, data, isForeign: true, notes, text: () => '' };
};

/** An integrator leaves alone what bears another label than its own. */
const BY_HAND_NOTE = `# made by hand: managed-by is ${BY_HAND}, so an integrator treats it as someone else's; with --unit, juju show-model or --managed-by it is the integrator's own`;

/** What has no manifest: where no target can be read, or another one has taken the place of the target. */
function skippedOf(views: readonly TargetView[], app: string | undefined): readonly TargetView[] {
  return views
    .filter(({ target, state }) => target === null || state === 'claimed')
    .filter((view) => app === undefined || view.app === app);
}

function asRenderTo(value: Options[string]): RenderTo {
  return value === 'backup' || value === 'velero-backup-config' ? value : 'schedule';
}

/** The targets of `--app`, or all of them. */
function chosen(specs: readonly FoundSpec[], options: Options): readonly FoundSpec[] {
  const app = textOf(options['app']);
  // A spec on its own has no application: `--app` names it.
  const found = specs.filter(
    ({ name, view }) => app === undefined || view === null || name === app,
  );
  if (found.length > 0) return found;
  const near =
    app === undefined
      ? undefined
      : nearest(
          app,
          specs.map(({ name }) => name),
        );
  const hint = near === undefined ? 'see kbt targets' : `did you mean ${near}?`;
  throw new CannotRunError(
    'not-found',
    `there is no accepted target${app === undefined ? '' : ` of ${app}`}: ${hint}`,
  );
}

/** A spec on its own gets its name from the command line. */
function targetOf({ name, view, spec }: FoundSpec, options: Options): Target {
  if (view?.target) return view.target;
  const entry = {
    app: textOf(options['app']),
    relation_name: textOf(options['relationName']) ?? 'backup',
    model: textOf(options['jujuModel']),
    spec,
  };
  if (entry.app === undefined || entry.model === undefined) {
    throw new CannotRunError(
      'usage',
      `${name} is a spec alone: name its target with --app and --juju-model`,
    );
  }
  const result = read.BackupTargetEntry.validate(entry);
  if (result.ok) return result.value;
  const [issue] = result.issues;
  throw new CannotRunError(
    'input',
    `${name}: ${issue?.path ?? ''} ${issue?.message ?? ''}; see kbt validate`,
  );
}

function manifest(objects: readonly object[]): unknown {
  return objects.length === 1 ? objects[0] : { apiVersion: 'v1', kind: 'List', items: objects };
}

/** The interface holds one target. */
function onlyOne(objects: readonly object[], found: readonly FoundSpec[]): unknown {
  if (objects.length <= 1) return objects[0] ?? {};
  const names = found.map(({ name }) => name).join(', ');
  throw new CannotRunError(
    'usage',
    `velero_backup_config holds one target: name one with --app, of ${names}`,
  );
}
