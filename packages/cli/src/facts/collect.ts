import { fieldsOf } from '../input/fields.js';
import type { Shape, ShapedInput } from '../input/shape.js';
import { readConfig } from '../juju/config.js';
import { readModels } from '../juju/model.js';
import { readUnits } from '../juju/show-unit.js';
import type { ClusterFacts, Facts } from './facts.js';

const LOOSE: readonly Shape[] = ['databag', 'provider-data', 'entry', 'spec'];

/** Sorts what was read by what it says. */
export function collectFacts(inputs: readonly ShapedInput[], live?: ClusterFacts): Facts {
  const having = (shape: Shape) => inputs.filter((input) => input.shape === shape);
  return {
    units: having('show-unit').flatMap(readUnits),
    configs: having('juju-config').map(readConfig),
    models: having('juju-model').flatMap(readModels),
    loose: inputs.filter(({ shape }) => LOOSE.includes(shape)),
    inventories: having('inventory'),
    cluster: live ?? clusterFrom(having('object')),
  };
}

function clusterFrom(objects: readonly ShapedInput[]): ClusterFacts | undefined {
  if (objects.length === 0) return undefined;
  const ofKind = (kind: string) =>
    objects.map(({ value }) => fieldsOf(value)).filter((object) => object['kind'] === kind);
  return {
    name: [...new Set(objects.map(({ document }) => document.source.name))].join(', '),
    schedules: ofKind('Schedule'),
    backups: ofKind('Backup'),
    storageLocations: ofKind('BackupStorageLocation'),
    deployments: ofKind('Deployment'),
    isWhole: false,
  };
}
