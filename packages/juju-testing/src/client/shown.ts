import type { ConfigValue } from '@k8s-backup-target/juju';
import { shownBy } from '../model/juju-rules.js';
import { applicationOf } from '../model/names.js';
import type { Relation } from '../model/simulator-options.js';
import type { JujuSimulator } from '../simulator/simulator.js';

/**
 * The output of `juju show-unit UNIT --format json`: the unit's relations with what the application at the
 * other end has published; from Juju 4.0 on, with what its own application has. A relation whose other
 * application has no unit lacks `related-units`, as Juju leaves it out; 4.0 has none before 4.0.12.
 */
export function showUnit(simulator: JujuSimulator, unit: string): object {
  const app = applicationOf(unit);
  return {
    [unit]: {
      'opened-ports': [],
      charm: `local:${app}-0`,
      leader: simulator.leader(app) === unit,
      life: 'alive',
      'relation-info': simulator.relations
        .filter(({ ids }) => Object.hasOwn(ids, app))
        .map((relation) => showRelation(simulator, relation, unit)),
      'provider-id': unit.replace('/', '-'),
      address: '10.0.0.1',
    },
  };
}

function showRelation(simulator: JujuSimulator, relation: Relation, unit: string): object {
  const app = applicationOf(unit);
  const remote = Object.keys(relation.ids).find((name) => name !== app) ?? app;
  const rules = shownBy(simulator.jujuVersion);
  const others = simulator.units(remote).filter((name) => name !== unit);
  const inScope = (name: string) => ({
    'in-scope': true,
    data: { ...simulator.databag(relation, name) },
  });
  return {
    'relation-id': relation.number,
    endpoint: endpointOf(relation, app),
    'related-endpoint': endpointOf(relation, remote),
    ...(rules.marksCrossModel && simulator.isRemote(remote) ? { 'cross-model': true } : {}),
    'application-data': {
      ...simulator.databag(relation, rules.showsOwnApplication ? app : remote),
    },
    'local-unit': inScope(unit),
    ...(others.length === 0 || !rules.showsRelatedUnits
      ? {}
      : { 'related-units': Object.fromEntries(others.map((name) => [name, inScope(name)])) }),
  };
}

function endpointOf({ ids }: Relation, app: string): string {
  return (ids[app] ?? '').replace(/:\d+$/, '');
}

/** The output of `juju config APP --format json`: every option, with a value where it has one. */
export function showConfig(simulator: JujuSimulator, app: string): object {
  const settings = simulator.options(app).map((name) => {
    const value = simulator.config(app, name);
    const set = value === null ? { source: 'unset' } : { source: 'user', value };
    return [name, { type: typeOf(value), ...set }];
  });
  return { application: app, charm: app, settings: Object.fromEntries(settings) };
}

function typeOf(value: ConfigValue | null): string {
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return typeof value === 'boolean' ? 'boolean' : 'string';
}

/** The output of `juju show-model --format json`, as far as the simulator knows it. */
export function showModel({ name, uuid, jujuVersion }: JujuSimulator): object {
  return {
    [name]: {
      name: `admin/${name}`,
      'short-name': name,
      'model-uuid': uuid,
      'model-type': 'caas',
      'controller-uuid': '00000000-0000-4000-8000-000000000001',
      'controller-name': 'simulated',
      'is-controller': false,
      'agent-version': jujuVersion,
      owner: 'admin',
      cloud: 'simulated',
      life: 'alive',
    },
  };
}
