/** Damages JSON values, as people's edits do. */
import fc from 'fast-check';

/** What is put in the place of a value. */
const ODD: readonly unknown[] = [
  '',
  ' ',
  '*',
  '**',
  'a*b',
  '[z-a]',
  '{a,b}',
  'Upper',
  'a/b',
  'a,b',
  '5Gi,10Gi',
  '10Gi,5Gi',
  ',',
  'v2',
  'skip',
  'custom',
  '1d',
  'ä',
  'x'.repeat(300),
  0,
  -1,
  1.5,
  true,
  null,
  [],
  [''],
  [null],
  {},
  { a: 'b' },
  { matchLabels: { a: 'b' } },
];

/** The names that are put in the place of a field's. */
const STRANGE_NAMES = ['stranger', '', 'Kinds', 'label_selector', 'version'];

type Change =
  | { readonly do: 'replace'; readonly by: unknown }
  | { readonly do: 'remove' }
  | { readonly do: 'rename'; readonly to: string }
  | { readonly do: 'repeat' };

const changes: fc.Arbitrary<Change> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ do: fc.constant('replace'), by: fc.constantFrom(...ODD) }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'remove' }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('rename'), to: fc.constantFrom(...STRANGE_NAMES) }),
  },
  { weight: 1, arbitrary: fc.constant({ do: 'repeat' }) },
);

/** Values of `arbitrary` with one place changed: a value replaced, removed, renamed or written twice. */
export function mutated<T extends object>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc
    .tuple(arbitrary, fc.nat(), changes)
    .map(([value, place, change]) => changed(value, place, change));
}

function changed(value: object, place: number, change: Change): unknown {
  const copy: unknown = structuredClone(value);
  const places = placesIn(copy);
  const chosen = places[place % Math.max(1, places.length)];
  if (chosen === undefined) return copy;
  const { holder, key } = chosen;
  if (Array.isArray(holder)) changeList(holder, Number(key), change);
  else changeFields(holder, key, change);
  return copy;
}

interface ValuePlace {
  readonly holder: unknown[] | Record<string, unknown>;
  readonly key: string;
}

function placesIn(value: unknown): ValuePlace[] {
  if (!isHolder(value)) return [];
  return Object.entries(value).flatMap(([key, part]) => [
    { holder: value, key },
    ...placesIn(part),
  ]);
}

function isHolder(value: unknown): value is unknown[] | Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function changeList(list: unknown[], index: number, change: Change): void {
  if (change.do === 'remove') list.splice(index, 1);
  else if (change.do === 'replace') list[index] = change.by;
  else list.push(structuredClone(list[index]));
}

function changeFields(fields: Record<string, unknown>, key: string, change: Change): void {
  if (change.do === 'replace') fields[key] = change.by;
  else if (change.do === 'remove') delete fields[key];
  else if (change.do === 'rename') {
    fields[change.to] = fields[key];
    delete fields[key];
  } else fields[`${key}Again`] = structuredClone(fields[key]);
}
