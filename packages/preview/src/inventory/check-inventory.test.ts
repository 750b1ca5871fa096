import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkInventory, isInventoryError } from '../index.js';
import { claim, inventory, namespace, object } from '../test-data/objects.js';

const SCHEMA: object = JSON.parse(
  readFileSync(new URL('../../inventory.schema.json', import.meta.url), 'utf8'),
);
const isValid = new Ajv2020({ allowUnionTypes: true }).compile(SCHEMA);

function faultOf(value: unknown): unknown {
  try {
    checkInventory(value);
    return undefined;
  } catch (error) {
    return error;
  }
}

const GOOD = inventory(namespace('app'), claim('app/data', 'pv-1'));

describe('checkInventory', () => {
  it('gives back a good inventory', () => {
    expect(checkInventory(GOOD)).toBe(GOOD);
    expect(isValid(GOOD)).toBe(true);
  });

  it.each([
    ['', 'is not an object', null],
    ['/groups', 'is not a list', { objects: [] }],
    ['/objects/0/name', 'is not a name', { ...GOOD, objects: [{ resource: 'pods' }] }],
    ['/objects/0/labels/a~1b', 'is not a string', withDetails({ labels: { 'a/b': 1 } })],
    ['/objects/0/spec/volumes', 'is not a list', withDetails({ spec: { volumes: {} } })],
    [
      '/objects/0',
      'has no namespace, though pods is namespaced',
      { ...GOOD, objects: [object('pods//a')] },
    ],
    [
      '/objects/0',
      'has a namespace, though namespaces',
      { ...GOOD, objects: [object('namespaces/a/a')] },
    ],
    [
      '/objects/1',
      'repeats "pods/a/b"',
      { ...GOOD, objects: [object('pods/a/b'), object('pods/a/b')] },
    ],
    [
      '/groups/0/resources/0/namespaced',
      'is not true or false',
      {
        groups: [{ groupVersion: 'v1', resources: [{ name: 'pods', kind: 'Pod', verbs: [] }] }],
        objects: [],
      },
    ],
  ])('says where and what is wrong: %s %s', (path, reason, value) => {
    const fault = faultOf(value);
    expect(isInventoryError(fault)).toBe(true);
    expect(fault).toMatchObject({ code: 'invalid-inventory', path });
    expect(String(fault)).toContain(reason);
  });

  it('agrees with the schema that ships', () => {
    fc.assert(
      fc.property(inventories(), (value) => {
        // The schema cannot say that an object is there once, with a namespace where its type has one.
        const fault = faultOf(value);
        fc.pre(!/repeats|though/.test(String(fault)));
        expect(fault === undefined).toBe(isValid(value));
      }),
      { numRuns: 2000 },
    );
  });
});

function withDetails(details: object): object {
  return { ...GOOD, objects: [{ resource: 'pods', namespace: 'a', name: 'b', ...details }] };
}

/** Inventories with a value of another type here and there. */
function inventories(): fc.Arbitrary<unknown> {
  const junk = fc.constantFrom<unknown>(null, 0, '', 'a/b', 'é', true, [], {}, [null], undefined);
  const or = (good: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    fc.oneof({ weight: 12, arbitrary: good }, { weight: 1, arbitrary: junk });
  const record = (fields: Record<string, fc.Arbitrary<unknown>>): fc.Arbitrary<unknown> =>
    or(fc.record(fields, { requiredKeys: [] }));
  const list = (item: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
    or(fc.array(item, { maxLength: 2 }));
  const text = or(fc.constantFrom('pods', 'apps', 'a'));
  const resource = fc.oneof(
    {
      weight: 1,
      arbitrary: record({
        name: text,
        kind: text,
        namespaced: or(fc.boolean()),
        verbs: list(text),
        shortNames: list(text),
        singular: text,
      }),
    },
    {
      weight: 3,
      arbitrary: or(fc.constant({ name: 'pods', kind: 'Pod', namespaced: true, verbs: ['get'] })),
    },
  );
  const group = or(
    fc.record({
      groupVersion: or(fc.constantFrom('v1', 'apps/v1', 'a/b/c')),
      resources: list(resource),
    }),
  );
  const details = {
    labels: or(fc.dictionary(fc.constantFrom('a', 'b/c'), text, { maxKeys: 2 })),
    deletionTimestamp: text,
    spec: record({
      nodeName: text,
      priorityClassName: text,
      volumeName: text,
      volumes: list(record({ persistentVolumeClaim: record({ claimName: text }) })),
    }),
    status: record({ phase: text, numberReady: fc.oneof(fc.integer(), text) }),
    subjects: list(or(fc.record({ kind: text, namespace: text, name: text }))),
    roleRef: or(fc.record({ name: text })),
    namespace: text,
  };
  const anObject = or(
    fc.record(
      { resource: text, name: or(fc.constantFrom('a', 'b', 'c')), ...details },
      { requiredKeys: ['resource', 'name'] },
    ),
  );
  return or(fc.record({ groups: list(group), objects: list(anObject) }));
}
