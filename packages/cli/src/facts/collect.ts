import { type Fields, fieldsOf } from '../input/fields.js';
import type { Shape, ShapedInput } from '../input/shape.js';
import { readConfig } from '../juju/config.js';
import { readModels } from '../juju/model.js';
import { readModelUnits } from '../juju/read-model-units.js';
import { readStatus } from '../juju/status.js';
import type { ClusterFacts, Facts } from './facts.js';

const LOOSE: readonly Shape[] = ['databag', 'provider-data', 'entry', 'spec'];

/** Sorts what was read by what it says. */
export function collectFacts(inputs: readonly ShapedInput[], live?: ClusterFacts): Facts {
  const having = (shape: Shape) => inputs.filter((input) => input.shape === shape);
  const models = having('juju-model').flatMap(readModels);
  const statuses = having('juju-status').map(readStatus);
  return {
    units: readModelUnits(having('show-unit'), models, statuses),
    configs: having('juju-config').map(readConfig),
    models,
    statuses,
    loose: inputs.filter(({ shape }) => LOOSE.includes(shape)),
    inventories: having('inventory'),
    notAsked: [],
    cluster: live ?? clusterFrom(having('object')),
  };
}

/** Other operators have Schedules and Backups too. */
function isOfGroup({ apiVersion }: Fields, kind: string): boolean {
  const group = kind === 'Deployment' ? 'apps/' : 'velero.io/';
  return typeof apiVersion !== 'string' || apiVersion.startsWith(group);
}

function clusterFrom(objects: readonly ShapedInput[]): ClusterFacts | undefined {
  if (objects.length === 0) return undefined;
  const ofKind = (kind: string) =>
    objects
      .map(({ value }) => fieldsOf(value))
      .filter((object) => object['kind'] === kind && isOfGroup(object, kind));
  return {
    name: [...new Set(objects.map(({ document }) => document.source.name))].join(', '),
    schedules: ofKind('Schedule'),
    backups: ofKind('Backup'),
    storageLocations: ofKind('BackupStorageLocation'),
    snapshotLocations: ofKind('VolumeSnapshotLocation'),
    deployments: ofKind('Deployment'),
    notRead: [],
    isWhole: false,
  };
}
