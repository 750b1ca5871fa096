import { resolve } from 'node:path';
import type { ConfigValue } from '@k8s-backup-target/juju';
import { type CharmMetadata, readCharmMetadata } from '../charm/charm-metadata.js';
import { changedSettings, configOf, refreshedSettings } from './charm-config.js';
import { endpointNamed } from './endpoint-check.js';
import { enqueue } from './hook-queue.js';
import { isApplicationName } from './names.js';
import { addRelation, removeRelation } from './relation-lifecycle.js';
import { localEnd, relationKey } from './relations.js';
import { type ApplicationState, record, type SimulatorState } from './state.js';
import { plainHook, stopUnit } from './unit-lifecycle.js';

const UNKNOWN = { status: 'unknown', message: '' } as const;

type Values = Readonly<Record<string, ConfigValue | null>>;

/** The initial state of an application. */
export interface NewApplication {
  readonly config: Values;
  readonly charmDir: string | null;
  /** The other model that it is in; null for this one. */
  readonly modelUuid: string | null;
}

/** An application without units, and with the peer relations that its charm declares. */
export function addApplication(
  state: SimulatorState,
  name: string,
  { config, charmDir, modelUuid }: NewApplication,
): ApplicationState {
  if (!isApplicationName(name)) throw new Error(`"${name}" is not a valid application name`);
  if (name in state.applications) throw new Error(`there is an application ${name} already`);
  const charm = charmDir === null ? null : readCharmMetadata(charmDir);
  const application: ApplicationState = {
    number: state.nextApplication,
    charmDir: charmDir === null ? null : resolve(charmDir),
    charm,
    // Without metadata, an option set to null is one that has no value.
    settings: charm === null ? record(config) : changedSettings({ charm, settings: {} }, config),
    leader: null,
    modelUuid,
    status: UNKNOWN,
    version: '',
    units: record(),
    nextUnit: 0,
    isDying: false,
  };
  state.nextApplication += 1;
  state.applications[name] = application;
  if (charm !== null) addPeers(state, name, {}, charm);
  return application;
}

/** Removes an application: its relations, then its units, then itself. */
export function removeApplication(state: SimulatorState, app: string): void {
  const application = state.applications[app];
  if (application === undefined) throw new Error(`there is no application ${app}`);
  application.isDying = true;
  const units = Object.keys(application.units);
  state.queue = state.queue.filter(
    ({ unit, relation }) => !units.includes(unit) || relation !== null,
  );
  const relations = state.relations.filter(({ ends }) => ends.some((end) => end.app === app));
  for (const relation of relations) if (relation.life !== 'dying') removeRelation(state, relation);
  for (const unit of units) {
    if (application.units[unit]?.isLeaving === false) stopUnit(state, application, unit);
  }
  if (units.length === 0) delete state.applications[app];
}

/** Makes another unit the leader, or none. */
export function setLeader(
  state: SimulatorState,
  application: ApplicationState,
  unit: string | null,
): void {
  if (unit !== null && !(unit in application.units)) throw new Error(`there is no unit ${unit}`);
  if (application.leader === unit) return;
  application.leader = unit;
  if (unit !== null) enqueue(state, [plainHook(unit, 'leader-elected')]);
}

/** Queues config-changed for every unit if anything is different. */
export function setConfig(
  state: SimulatorState,
  application: ApplicationState,
  values: Values,
): void {
  const before = JSON.stringify(configOf(application));
  application.settings = changedSettings(application, values);
  if (JSON.stringify(configOf(application)) === before) return;
  enqueueForAll(state, application, 'config-changed');
}

/** Queues upgrade-charm and config-changed, with another charm if there is a folder. */
export function upgradeCharm(
  state: SimulatorState,
  app: string,
  application: ApplicationState,
  charmDir: string | null,
): void {
  if (charmDir !== null) {
    const charm = readCharmMetadata(charmDir);
    if (charm !== null) refuseBrokenRelations(state, app, charm);
    application.settings = refreshedSettings(application, charm);
    const before = application.charm;
    application.charm = charm;
    application.charmDir = resolve(charmDir);
    if (before !== null && charm !== null) addPeers(state, app, before.endpoints, charm);
  }
  enqueueForAll(state, application, 'upgrade-charm');
  enqueueForAll(state, application, 'config-changed');
}

/**
 * Juju makes the peer relations of endpoints that come with deployment or a refresh, and takes none away: an
 * endpoint that was gone for a while then has two.
 */
function addPeers(
  state: SimulatorState,
  app: string,
  before: CharmMetadata['endpoints'],
  charm: CharmMetadata,
): void {
  for (const [endpoint, { role }] of Object.entries(charm.endpoints)) {
    if (role === 'peers' && !Object.hasOwn(before, endpoint))
      addRelation(state, [{ app, endpoint }]);
  }
}

/** Juju refuses a charm that lacks an endpoint in use, or has it with another role or interface. */
function refuseBrokenRelations(state: SimulatorState, app: string, charm: CharmMetadata): void {
  const before = state.applications[app]?.charm;
  // A peer relation is in no one's way: it stays, unseen, while the charm lacks its endpoint.
  const relations = state.relations.filter(
    ({ ends }) => ends.length > 1 && ends.some((end) => end.app === app),
  );
  for (const relation of relations) {
    const { endpoint } = localEnd(relation, app);
    const old = before?.endpoints[endpoint];
    const now = endpointNamed(charm, app, endpoint);
    if (old === undefined || (old.role === now.role && old.interface === now.interface)) continue;
    throw new Error(`cannot upgrade ${app}: would break relation "${relationKey(relation)}"`);
  }
}

function enqueueForAll(state: SimulatorState, application: ApplicationState, name: string): void {
  enqueue(
    state,
    Object.keys(application.units).map((unit) => plainHook(unit, name)),
  );
}
