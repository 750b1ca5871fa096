// Room: Picks the spec that a command is about. May import any room that does not need it.
import type { PreviewSpec } from '@k8s-backup-target/preview';
import { unreadableDurations } from '@k8s-backup-target/velero/objects';
import { metadataOf } from '../cluster/velero-objects.js';
import type { Facts } from '../facts/facts.js';
import { type Fields, fieldsOf, isFields, textOf } from '../input/fields.js';
import { collectPublished } from '../published/collect-published.js';
import type { TargetView } from '../published/target-view.js';
import { viewTargets } from '../published/view-targets.js';

/** A spec that was given, and what to call it. */
export interface FoundSpec {
  /** The application, the object's name or the file's. */
  readonly name: string;
  /** The application that a Backup or Schedule says it is of. */
  readonly app?: string | undefined;
  /** The target that it is of; null for a spec on its own. */
  readonly view: TargetView | null;
  /** A spec of the contract, or of a Backup. */
  readonly spec: PreviewSpec;
  /** Of the Backup or Schedule that it is of. Default: none. */
  readonly annotations?: Fields | undefined;
  /** Where the object has durations that Velero cannot read, as JSON Pointers: it never runs. Default: nowhere. */
  readonly unreadable?: readonly string[];
}

/**
 * Every spec in the input, in the order of the files: those of accepted targets, specs on their own,
 * those of Velero's Backups and Schedules.
 */
export async function findSpecs(
  facts: Facts,
  endpoint: string | undefined,
  veleroVersion: string,
): Promise<readonly FoundSpec[]> {
  const views = await viewTargets(collectPublished(facts, endpoint), veleroVersion);
  return [...ofTargets(views), ...standingAlone(facts), ...ofObjects(facts, veleroVersion)];
}

function ofTargets(views: readonly TargetView[]): FoundSpec[] {
  return views.flatMap((view) =>
    view.target === null || view.state === 'claimed'
      ? []
      : [{ name: view.target.app, view, spec: view.target.spec }],
  );
}

/** Their content is checked where they are used: a preview names the field that is wrong. */
function standingAlone({ loose }: Facts): FoundSpec[] {
  return loose
    .filter(({ shape }) => shape === 'spec')
    .flatMap(({ document, value }) =>
      isFields(value) ? [{ name: document.source.name, view: null, spec: value }] : [],
    );
}

function ofObjects({ cluster }: Facts, veleroVersion: string): FoundSpec[] {
  if (cluster === undefined || cluster.isWhole) return [];
  const specOf = (object: Fields) => fieldsOf(object['spec']);
  return [
    ...cluster.schedules.map((one) => ({
      ...ofObject(one, fieldsOf(specOf(one)['template'])),
      unreadable: unreadableDurations('Schedule', one, veleroVersion),
    })),
    ...cluster.backups.map((one) => ({
      ...ofObject(one, specOf(one)),
      unreadable: unreadableDurations('Backup', one, veleroVersion),
    })),
  ];
}

function ofObject(object: Fields, spec: Fields): FoundSpec {
  const { name, labels, annotations } = metadataOf(object);
  return { name, app: textOf(labels['app']), view: null, spec, annotations };
}
