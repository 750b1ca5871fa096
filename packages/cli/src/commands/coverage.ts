import {
  type CoveredBackup,
  type CoveredObject,
  coverage,
  type Inventory,
} from '@k8s-backup-target/preview';
import { veleroNamespace } from '../cluster/velero-namespace.js';
import { veleroInCluster } from '../cluster/velero-version.js';
import { now } from '../command/clock.js';
import type { Options, Run } from '../command/command.js';
import type { OutputOf, Report } from '../command/report.js';
import { chooseObjects } from '../covered/choose.js';
import { coverageText } from '../covered/coverage-text.js';
import { type CoverState, claimsOf, itemsOf, Judged, namespacesOf } from '../covered/covered.js';
import { type Source, sourcesOf } from '../covered/source.js';
import { labelTest, selectRows } from '../formats/label-selector.js';
import { sortRows } from '../formats/sort-rows.js';
import { gather } from '../gather/gather.js';
import type { CoverageSource, CoveredItem } from '../generated/output.js';
import { listOf, textOf } from '../input/fields.js';
import { inventoryFor } from '../preview/read-inventory.js';
import { collectPublished } from '../published/collect-published.js';
import { incompleteNotes, unknownNotes } from '../published/unknown-notes.js';
import { viewTargets } from '../published/view-targets.js';
import { NEEDS } from '../rbac/needs.js';
import { veleroRelease } from '../velero/velero-release.js';

/** Says what is in no Schedule, in one that does not work, or in several; see `CoverageData`. */
export const run: Run = async (invocation) => {
  const { words, options, io } = invocation;
  const facts = await gather(invocation, words, {
    pipe: false,
    velero: NEEDS.coverage.velero,
    withInventory: true,
  });
  const { name, inventory, veleroVersion } = await inventoryFor(facts, invocation);
  const { version } = veleroRelease(options, veleroVersion ?? veleroInCluster(facts.cluster));
  const views = await viewTargets(collectPublished(facts, textOf(options['endpoint'])), version);
  const moment = { now: now(io.env), veleroVersion: version };
  const given = sourcesOf(views, facts.cluster, moment);
  const { backups, objects } = coverage(given, inventory, {
    veleroVersion: version,
    withVolumes: true,
  });
  const sources = given.map((source, place) => withPreview(source, backups[place]));
  const { shown: chosen, omitted } = chooseObjects(
    objects,
    listOf(options['in']).map(String),
    inventory.velero?.namespace ?? veleroNamespace(options),
  );
  const shown = withLabels(chosen, inventory, options);
  const judged = new Judged(
    sources.map((source, place) => ({
      ...source,
      claims: claimsOf(backups[place]?.volumes ?? []),
    })),
  );
  const data: OutputOf<'coverage'> = {
    cluster: name,
    veleroVersion: version,
    omitted,
    sources,
    namespaces: namespacesOf({ objects: shown }, judged),
    items: await sortRows(itemsOf(shown, judged), options),
  };
  return {
    exitCode: exitCodeOf(data.items, options),
    notes: [...incompleteNotes(facts), ...unknownNotes(views, facts)],
    data,
    rows: data.items.map((item) => ({
      name: `${item.namespace}/${item.resource}/${item.name}`,
      data: item,
    })),
    text: (screen) => coverageText(data, screen),
  };
};

function withLabels(
  objects: readonly CoveredObject[],
  inventory: Inventory,
  options: Options,
): readonly CoveredObject[] {
  if (labelTest(options) === undefined) return objects;
  const labels = new Map(
    inventory.objects.map((object) => [
      `${object.resource}/${object.namespace ?? ''}/${object.name}`,
      object.labels ?? {},
    ]),
  );
  return selectRows(objects, options, ({ key }) => labels.get(key) ?? {});
}

/** A Schedule that Velero refuses, or that crashes it, saves nothing, whatever its last Backup was. */
function withPreview(
  { spec: _, annotations: __, ...source }: Source,
  backup: CoveredBackup | undefined,
): CoverageSource {
  const { included = 0, failure = null, errors = [] } = backup ?? {};
  const fault = failure ?? errors[0]?.message;
  return fault === undefined
    ? { ...source, included }
    : { ...source, state: 'failing', detail: fault, included };
}

const BAD: readonly CoverState[] = ['none', 'stopped'];

/** Unknown is never fine, unless the user says so. */
function exitCodeOf(items: readonly CoveredItem[], options: Options): Report['exitCode'] {
  if (items.some(({ state, data }) => BAD.includes(state) || data === 'not-saved')) return 1;
  const isUnknown = items.some(({ state, data }) => state === 'unknown' || data === 'unknown');
  return isUnknown && options['allowUnknown'] !== true ? 2 : 0;
}
