import { appendPointer } from '@k8s-backup-target/schema/internal';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import { type Origin, SOLE_ORIGIN } from './model.js';

/** A unit as `juju show-unit` prints it. */
export interface Unit {
  /** For example `integrator/0`. */
  readonly name: string;
  readonly app: string;
  readonly relations: readonly UnitRelation[];
  readonly input: ShapedInput;
  /** The Juju model that it is of, as far as the input tells models apart. */
  readonly origin: Origin;
  readonly completeness: Completeness;
}

/**
 * Whether all of a unit was given.
 *
 * | value | |
 * |---|---|
 * | `whole` | it has the keys with which `show-unit` ends, or is JSON, which cannot be read in part |
 * | `maybe-cut` | it lacks them |
 * | `cut` | it lacks them, and the text ends in the middle of a line |
 */
export type Completeness = 'whole' | 'maybe-cut' | 'cut';

/** Keys that `show-unit` prints of any unit that runs, on machines first, on Kubernetes last. */
const FIRST_OR_LAST = ['machine', 'public-address', 'provider-id', 'address'];

/** A relation as one of its units sees it. */
export interface UnitRelation {
  /**
   * As a hook names it: `k8s-backup-target:7`. Juju before 2.9.30 prints no number: `k8s-backup-target#1` is
   * the first relation at that endpoint then.
   */
  readonly id: string;
  /** The relation's number in its model; undefined where Juju prints none. */
  readonly number: string | undefined;
  readonly endpoint: string;
  readonly relatedEndpoint: string;
  readonly isCrossModel: boolean;
  /**
   * The application at the other end; null while no unit of it is in scope, since `show-unit` names it
   * by its units only. Across models it may be `remote-` and 32 hexadecimal digits.
   */
  readonly remoteApp: string | null;
  /** The units at the other end. */
  readonly relatedUnits: readonly string[];
  /** The other application's databag, texts by key; empty where it is not known. */
  readonly databag: Readonly<Record<string, string>>;
  /** False where the input does not show the other application's databag: see `orientUnits`. */
  readonly isKnown: boolean;
  /** The unit's own application's databag; undefined where the input does not show it. */
  readonly ownDatabag: Readonly<Record<string, string>> | undefined;
  /** The names of the databags of single units that hold data of this interface, which no requirer reads. */
  readonly unitKeys: readonly string[];
  /** The input that shows the databag. */
  readonly input: ShapedInput;
  /** JSON Pointer to the relation in that input's document. */
  readonly pointer: string;
}

/**
 * Reads the units of a `show-unit` output, as Juju up to 3.6 means it: `application-data` is the other
 * application's. What has another shape than Juju gives it is left out.
 */
export function readUnits(input: ShapedInput): readonly Unit[] {
  return Object.entries(fieldsOf(input.value)).map(([name, unit]) => ({
    name,
    app: name.split('/')[0] ?? name,
    relations: relationsOf(
      fieldsOf(unit),
      input,
      `${appendPointer(input.pointer, name)}/relation-info`,
    ),
    input,
    origin: SOLE_ORIGIN,
    completeness: completenessOf(fieldsOf(unit), input.document.source.text),
  }));
}

function completenessOf(unit: Fields, text: string): Completeness {
  const isJson = /[}\]]\s*$/.test(text.slice(-100));
  if (isJson || FIRST_OR_LAST.some((key) => Object.hasOwn(unit, key))) return 'whole';
  return /(?:[^\n]|:[ \t]*\n+)$/.test(text.slice(-100)) ? 'cut' : 'maybe-cut';
}

function relationsOf(unit: Fields, input: ShapedInput, pointer: string): UnitRelation[] {
  const seen = new Map<string, number>();
  const ids = new Map<string, number>();
  return listOf(unit['relation-info']).flatMap((relation, index) => {
    if (!isFields(relation)) return [];
    const endpoint = textOf(relation['endpoint']) ?? '';
    const count = (seen.get(endpoint) ?? 0) + 1;
    seen.set(endpoint, count);
    const number = numberOf(relation['relation-id']);
    const named = number === undefined ? `${endpoint}#${count}` : `${endpoint}:${number}`;
    const times = (ids.get(named) ?? 0) + 1;
    ids.set(named, times);
    // Juju numbers each relation once; in a text that people put together, none may vanish.
    const id = times === 1 ? named : `${named}#${times}`;
    return [
      {
        id,
        number,
        ...relationOf(relation, endpoint),
        input,
        pointer: appendPointer(pointer, index),
      },
    ];
  });
}

function numberOf(id: unknown): string | undefined {
  return typeof id === 'number' || typeof id === 'string' ? String(id) : undefined;
}

function relationOf(
  relation: Fields,
  endpoint: string,
): Omit<UnitRelation, 'id' | 'number' | 'input' | 'pointer'> {
  const units = fieldsOf(relation['related-units']);
  const relatedUnits = Object.keys(units);
  return {
    endpoint,
    relatedEndpoint: textOf(relation['related-endpoint']) ?? '',
    isCrossModel: relation['cross-model'] === true,
    remoteApp: relatedUnits[0]?.split('/')[0] ?? null,
    relatedUnits,
    databag: databagOf(fieldsOf(relation['application-data'])),
    isKnown: true,
    ownDatabag: undefined,
    unitKeys: Object.values(units).flatMap((unit) => Object.keys(fieldsOf(fieldsOf(unit)['data']))),
  };
}

/** True if Juju's client was asked for the unit just now; a file may be old, cut off, or of another model. */
export function isLive({ input }: Unit): boolean {
  return input.document.source.askedModel !== undefined;
}

/** Juju's values are texts; in YAML that a person wrote, they may have become something else. */
function databagOf(data: Fields): Readonly<Record<string, string>> {
  const texts = Object.entries(data).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(texts);
}
