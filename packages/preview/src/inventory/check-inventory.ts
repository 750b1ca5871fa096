import { Field } from './field.js';
import type { Inventory } from './inventory.js';
import { InventoryError } from './inventory-error.js';

const GROUP_VERSION = /^(?:[A-Za-z0-9.-]{1,253}\/)?[A-Za-z0-9]{1,63}$/;
const PLURAL = /^[A-Za-z0-9/-]{1,253}$/;
const SHORT_TEXT = /^.{0,253}$/su;
const TYPE = /^[A-Za-z0-9.-]{1,512}$/;
const NAMESPACE = /^[A-Za-z0-9-]{1,63}$/;
const NAME = /^[^/]+$/;

/**
 * Holds a value to the inventory's schema, which ships as `inventory.schema.json`, and to what a schema
 * cannot say: every object once, with a namespace where its type has one.
 *
 * @returns the same value.
 * @throws InventoryError at the first fault.
 */
export function checkInventory(value: unknown): Inventory {
  const root = new Field(value);
  const scopes = new Map<string, boolean>();
  root.member('groups').forEach((group) => {
    checkGroup(group, scopes);
  });
  const keys = new Set<string>();
  root.member('objects').forEach((object) => {
    checkObject(object, scopes, keys);
  });
  const velero = root.optional('velero');
  if (velero !== undefined) checkVelero(velero);
  if (isInventory(value)) return value;
  throw root.fault('an inventory');
}

/** Everything was looked at by then. */
function isInventory(value: unknown): value is Inventory {
  return typeof value === 'object';
}

function checkGroup(field: Field, scopes: Map<string, boolean>): void {
  const version = field
    .member('groupVersion')
    .text('a group and version, as apps/v1', GROUP_VERSION);
  const group = version.includes('/') ? `.${version.slice(0, version.indexOf('/'))}` : '';
  field.member('resources').forEach((resource) => {
    const name = resource.member('name').text('the plural name of a resource type', PLURAL);
    const type = `${name}${group}`;
    if (!scopes.has(type)) scopes.set(type, scopeOf(resource.member('namespaced')));
    checkResource(resource);
  });
}

function scopeOf(field: Field): boolean {
  if (typeof field.value !== 'boolean') throw field.fault('true or false');
  return field.value;
}

function checkResource(resource: Field): void {
  resource.member('kind').text('a kind of at most 253 characters', SHORT_TEXT);
  scopeOf(resource.member('namespaced'));
  const singular = resource.member('singular');
  if (singular.value !== undefined) singular.text('a singular name', SHORT_TEXT);
  const shortNames = resource.member('shortNames');
  if (shortNames.value !== undefined) {
    shortNames.forEach((name) => {
      name.text('a short name', SHORT_TEXT);
    });
  }
  resource.member('verbs').forEach((verb) => {
    verb.text('a verb');
  });
}

function checkObject(field: Field, scopes: ReadonlyMap<string, boolean>, keys: Set<string>): void {
  const resource = field.member('resource').text('plural name and group of a type', TYPE);
  const name = field.member('name').text('a name without /', NAME);
  const namespace = namespaceOf(field);
  const namespaced = scopes.get(resource);
  if (namespaced !== undefined && namespaced !== (namespace !== '')) {
    throw new InventoryError(
      field.path,
      `${namespaced ? 'has no namespace' : 'has a namespace'}, though ${resource} is ${namespaced ? 'namespaced' : 'cluster-scoped'}`,
      'Give a namespace exactly where the type has one.',
    );
  }
  const key = `${resource}/${namespace}/${name}`;
  if (keys.has(key)) {
    throw new InventoryError(
      field.path,
      `repeats ${JSON.stringify(key)}`,
      'List every object once.',
    );
  }
  keys.add(key);
  checkDetails(field);
}

function namespaceOf(object: Field): string {
  return object.optional('namespace')?.text('the name of a namespace', NAMESPACE) ?? '';
}

function checkDetails(object: Field): void {
  const labels = object.optional('labels');
  if (labels !== undefined) checkTexts(labels);
  const annotations = object.optional('annotations');
  if (annotations !== undefined) checkTexts(annotations);
  for (const name of ['deletionTimestamp', 'provisioner', 'driver']) optionalText(object, name);
  const status = object.optional('status');
  if (status !== undefined) checkStatus(status);
  const spec = object.optional('spec');
  if (spec !== undefined) checkSpec(spec);
  object.optional('subjects')?.forEach(checkSubject);
  object.optional('roleRef')?.member('name').text('the name of a role');
}

function checkStatus(status: Field): void {
  optionalText(status, 'phase');
  const ready = status.optional('numberReady');
  if (ready !== undefined && !Number.isInteger(ready.value)) throw ready.fault('an integer');
}

function optionalText(object: Field, name: string): void {
  object.optional(name)?.text('a string');
}

/** A map of texts. */
function checkTexts(field: Field): void {
  const { value } = field;
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw field.fault('an object');
  }
  for (const [label, text] of Object.entries(value)) {
    if (typeof text !== 'string') throw new Field(text, field, label).fault('a string');
  }
}

const SPEC_TEXTS = ['nodeName', 'priorityClassName', 'volumeName', 'storageClassName', 'provider'];

function checkSpec(spec: Field): void {
  for (const name of SPEC_TEXTS) optionalText(spec, name);
  spec.optional('containers')?.forEach((container) => {
    for (const list of ['volumeMounts', 'volumeDevices']) {
      container.optional(list)?.forEach((mount) => {
        mount.member('name').text('the name of a volume');
      });
    }
  });
  spec.optional('volumes')?.forEach((volume) => {
    optionalText(volume, 'name');
    volume.optional('persistentVolumeClaim')?.member('claimName').text('the name of a claim');
  });
}

function checkVelero(velero: Field): void {
  optionalText(velero, 'namespace');
  velero.optional('configMaps')?.forEach((configMap) => {
    configMap.member('name').text('a name');
    const data = configMap.optional('data');
    if (data !== undefined) checkTexts(data);
  });
  const server = velero.optional('server');
  if (server !== undefined) checkServer(server);
}

const SERVER_TEXTS = [
  'defaultBackupStorageLocation',
  'globalBackupVolumePoliciesConfigmap',
  'uploaderType',
];

function checkServer(server: Field): void {
  for (const name of ['defaultVolumesToFsBackup', 'defaultSnapshotMoveData']) {
    const flag = server.optional(name);
    if (flag !== undefined && typeof flag.value !== 'boolean') throw flag.fault('true or false');
  }
  for (const name of SERVER_TEXTS) optionalText(server, name);
  const locations = server.optional('defaultVolumeSnapshotLocations');
  if (locations !== undefined) checkTexts(locations);
  server.optional('features')?.forEach((feature) => {
    feature.text('the name of a feature');
  });
}

function checkSubject(subject: Field): void {
  subject.member('kind').text('a string');
  optionalText(subject, 'namespace');
  subject.member('name').text('a string');
}
