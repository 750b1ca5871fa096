import { type MeasuredRelease, resolveVeleroVersion } from '@k8s-backup-target/lint';
import { Cluster } from './collect/cluster.js';
import type { Outcomes } from './collect/outcome.js';
import type { Annotations } from './collect/request.js';
import { checkInventory } from './inventory/check-inventory.js';
import type { Inventory } from './inventory/inventory.js';
import type { ReleaseOptions } from './release-options.js';
import type { PreviewPhase } from './result.js';
import { type Simulation, simulate } from './simulate.js';
import { type PreviewSpec, readSpec } from './spec/read-spec.js';
import { isPreviewSpecError } from './spec/spec-error.js';
import type { ValidationIssue } from './validation-issue.js';
import { fatesOf, type VolumeFate } from './volumes/fates.js';

/** One of several specs: of a target, of a Schedule's template, of a Backup. */
export interface NamedSpec {
  readonly name: string;
  readonly spec: PreviewSpec;
  /** Of the Backup, or of the Schedule that makes it. Default: none. */
  readonly annotations?: Annotations | undefined;
}

/** What several Backups save of a cluster together. */
export interface Coverage {
  /** The release whose rules were used. */
  readonly veleroVersion: MeasuredRelease;
  /** One for each spec, in their order. */
  readonly backups: readonly CoveredBackup[];
  /** One for each object of the inventory, in its order. */
  readonly objects: readonly CoveredObject[];
}

/** One of the Backups. */
export interface CoveredBackup {
  readonly name: string;
  readonly phase: PreviewPhase;
  /** The faults that validation finds. */
  readonly errors: readonly ValidationIssue[];
  /** Why it fails or never ends; also for a spec that an API server refuses. Else null. */
  readonly failure: string | null;
  /** How many objects it saves. */
  readonly included: number;
  /** What becomes of the data of each volume, as `preview` says it; empty unless `withVolumes` asks for it. */
  readonly volumes: readonly VolumeFate[];
}

/** Options for a coverage. */
export interface CoverageOptions extends ReleaseOptions {
  /** True to judge the data of volumes as well. Default: false. */
  readonly withVolumes?: boolean;
}

/** An object, and which Backups save it. */
export interface CoveredObject {
  /** `deployments.apps/app/web`; the namespace is empty for a cluster-scoped object. */
  readonly key: string;
  readonly resource: string;
  /** Empty for a cluster-scoped object. */
  readonly namespace: string;
  readonly name: string;
  /** Places in `backups`, ascending. Empty: no Backup saves it. */
  readonly savedBy: readonly number[];
}

/**
 * Predicts what several specs save of one cluster: which objects are in no Backup, and which in several. Each is
 * judged as exactly as `preview` judges it; the inventory is checked and sorted only once.
 *
 * Takes linear time: 100,000 objects and 50 specs in less than 5 seconds. A spec that an API server would refuse
 * saves nothing, and says why in `failure`.
 *
 * @throws InventoryError for an inventory that breaks its schema.
 * @throws VeleroVersionError for a text that names no release.
 */
export function coverage(
  specs: readonly NamedSpec[],
  inventory: Inventory,
  options: CoverageOptions = {},
): Coverage {
  const { rules } = resolveVeleroVersion(options.veleroVersion);
  const cluster = new Cluster(checkInventory(inventory));
  const savers = new Savers(cluster.objects.length);
  const backups = specs.map(({ name, spec, annotations = {} }, place): CoveredBackup => {
    const simulation = attempt(() => simulate(readSpec(spec), cluster, rules, annotations));
    if (typeof simulation === 'string') {
      return {
        name,
        phase: 'FailedValidation',
        errors: [],
        failure: simulation,
        included: 0,
        volumes: [],
      };
    }
    const { phase, errors, failure, outcomes, handled } = simulation;
    const volumes =
      options.withVolumes === true && handled !== undefined ? fatesOf(handled, outcomes) : [];
    return { name, phase, errors, failure, included: savers.add(place, outcomes), volumes };
  });
  const objects = cluster.objects.map(
    ({ resource, namespace, name }, index): CoveredObject => ({
      key: cluster.keys[index] ?? '',
      resource,
      namespace: namespace ?? '',
      name,
      savedBy: savers.of(index),
    }),
  );
  return { veleroVersion: rules.release, backups, objects };
}

function attempt(run: () => Simulation): Simulation | string {
  try {
    return run();
  } catch (error) {
    if (!isPreviewSpecError(error)) throw error;
    return error.message;
  }
}

/** Which Backups save each object. Objects of the same Backups share one list: there are few such lists. */
class Savers {
  readonly #lists: (readonly number[])[] = [[]];
  readonly #listOf: Uint32Array;

  constructor(objects: number) {
    this.#listOf = new Uint32Array(objects);
  }

  /** Notes what a Backup saves; how many objects. */
  add(backup: number, outcomes: Outcomes): number {
    const extended = new Map<number, number>();
    let included = 0;
    for (let index = 0; index < this.#listOf.length; index += 1) {
      if (!outcomes.isIncluded(index)) continue;
      included += 1;
      const list = this.#listOf[index] ?? 0;
      const known = extended.get(list) ?? this.#lists.push([...this.of(index), backup]) - 1;
      extended.set(list, known);
      this.#listOf[index] = known;
    }
    return included;
  }

  of(index: number): readonly number[] {
    return this.#lists[this.#listOf[index] ?? 0] ?? [];
  }
}
