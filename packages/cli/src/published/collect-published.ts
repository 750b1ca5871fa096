import type { Databag } from '@k8s-backup-target/schema';
import { BACKUP_TARGETS } from '@k8s-backup-target/schema/internal';
import { CannotRunError } from '../command/errors.js';
import type { Facts } from '../facts/facts.js';
import type { ShapedInput } from '../input/shape.js';
import { type LocatedDatabag, placeInDatabag } from '../judge/judge-databag.js';
import { databagIn, looseDatabag } from '../judge/judge-input.js';
import type { Unit, UnitRelation } from '../juju/show-unit.js';
import {
  backupConfigRelations,
  isBackupConfig,
  providerRelations,
  targetRelations,
} from '../juju/target-endpoints.js';
import type { Published } from './published.js';

/**
 * Everything that was published, each relation once, however many units of the requirer were given.
 *
 * @throws CannotRunError `not-found` for an endpoint that no unit has a relation at.
 */
export function collectPublished(facts: Facts, endpoint: string | undefined): readonly Published[] {
  if (endpoint !== undefined) requireEndpoint(facts, endpoint);
  const related = facts.units.flatMap((unit) => [
    ...targetRelations(unit, endpoint).map((relation) => publishedIn(unit, relation)),
    ...(endpoint === undefined ? backupConfigRelations(unit, facts.units) : []).map((relation) =>
      publishedIn(unit, relation),
    ),
  ]);
  const own = facts.units.flatMap(publishedBy);
  // What a requirer's unit sees counts; a relation that it cannot see may be seen from its other end.
  const byId = new Map([...own, ...related].map((published) => [published.id, published]));
  return [...byId.values(), ...withOwnIds(facts.loose.flatMap(publishedInFile))];
}

/** A file may hold several documents: `file.yaml`, `file.yaml#2`. */
function withOwnIds(published: readonly Published[]): readonly Published[] {
  const counts = new Map<string, number>();
  return published.map((one) => {
    const count = (counts.get(one.id) ?? 0) + 1;
    counts.set(one.id, count);
    return count === 1 ? one : { ...one, id: `${one.id}#${count}` };
  });
}

/** A misspelt endpoint would make everything look withdrawn. */
function requireEndpoint({ units }: Facts, endpoint: string): void {
  const names = new Set(
    units.flatMap(({ relations }) => relations.map((relation) => relation.endpoint)),
  );
  if (units.length === 0 || names.has(endpoint)) return;
  const unit = units.map(({ name }) => name).join(', ');
  throw new CannotRunError(
    'not-found',
    `${unit} has no relation at the endpoint ${endpoint}: it has ${[...names].join(', ') || 'none'}`,
  );
}

function publishedIn(unit: Unit, relation: UnitRelation): Published {
  const located = databagIn(unit, relation);
  const { remoteApp, databag, isKnown } = relation;
  const { label } = unit.origin;
  return {
    id: withLabel(relation.id, label),
    origin: label,
    remoteApp,
    databag,
    isKnown,
    isBackupConfig: isBackupConfig(relation),
    related: { unit, relation },
    placeOf: (path) => placeInDatabag(located, path),
  };
}

/** What a provider's own unit shows on Juju 4, named as the requirer's unit names the relation. */
function publishedBy(unit: Unit): Published[] {
  return providerRelations(unit).flatMap((relation) => {
    const { ownDatabag: databag, number, relatedEndpoint } = relation;
    if (databag === undefined) return [];
    const located = databagIn(unit, { ...relation, databag, remoteApp: unit.app });
    const { label } = unit.origin;
    return {
      id: withLabel(`${relatedEndpoint}:${number ?? relation.id}`, label),
      origin: label,
      remoteApp: unit.app,
      databag,
      isKnown: true,
      isBackupConfig: false,
      related: null,
      placeOf: (path) => placeInDatabag(located, path),
    };
  });
}

function withLabel(id: string, label: string): string {
  return label === '' ? id : `${id} in ${label}`;
}

const FROM_FILE = {
  origin: '',
  remoteApp: null,
  isKnown: true,
  isBackupConfig: false,
  related: null,
} as const;

/** Collects what a file publishes; a spec names no application, so it publishes nothing. */
function publishedInFile(input: ShapedInput): Published[] {
  const id = `${input.document.source.name}${input.pointer}`;
  if (input.shape === 'databag') return [ofFile(id, looseDatabag(input))];
  const list = entriesOf(input);
  if (list === undefined) return [];
  const databag: Databag = { [BACKUP_TARGETS]: JSON.stringify(list.entries) };
  const { document, pointer } = input;
  const placeOf = (path: string) => ({
    document,
    pointer: `${pointer}${list.pointerOf(path)}`,
    inner: null,
  });
  return [{ ...FROM_FILE, id, databag, placeOf }];
}

function ofFile(id: string, located: LocatedDatabag): Published {
  const placeOf = (path: string) => placeInDatabag(located, path);
  return { ...FROM_FILE, id, databag: located.databag, placeOf };
}

interface EntryList {
  readonly entries: unknown;
  /** A path such as `/backup_targets/0/spec` as one in the file. */
  pointerOf(path: string): string;
}

function entriesOf({ shape, value }: ShapedInput): EntryList | undefined {
  if (shape === 'entry') {
    return { entries: [value], pointerOf: (path) => path.replace(/^\/backup_targets\/0/, '') };
  }
  if (shape !== 'provider-data') return undefined;
  if (Array.isArray(value)) {
    return { entries: value, pointerOf: (path) => path.replace(/^\/backup_targets/, '') };
  }
  const entries: unknown = Reflect.get(Object(value), BACKUP_TARGETS);
  return { entries, pointerOf: (path) => path };
}
