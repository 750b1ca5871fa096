import { appendPointer } from '@k8s-backup-target/schema';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';

/** A unit as `juju show-unit` prints it. */
export interface Unit {
  /** For example `integrator/0`. */
  readonly name: string;
  readonly app: string;
  readonly relations: readonly UnitRelation[];
  readonly input: ShapedInput;
}

/** A relation as one of its units sees it. */
export interface UnitRelation {
  /** As a hook names it: `k8s-backup-target:7`. */
  readonly id: string;
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
  /** The other application's databag: texts by key. */
  readonly databag: Readonly<Record<string, string>>;
  /** JSON Pointer to the relation in the document. */
  readonly pointer: string;
}

/** Reads the units of a `show-unit` output. What has another shape than Juju gives it is left out. */
export function readUnits(input: ShapedInput): readonly Unit[] {
  return Object.entries(fieldsOf(input.value)).map(([name, unit]) => ({
    name,
    app: name.split('/')[0] ?? name,
    relations: relationsOf(fieldsOf(unit), `${appendPointer(input.pointer, name)}/relation-info`),
    input,
  }));
}

function relationsOf(unit: Fields, pointer: string): UnitRelation[] {
  return listOf(unit['relation-info']).flatMap((relation, index) =>
    isFields(relation) ? [relationOf(relation, appendPointer(pointer, index))] : [],
  );
}

function relationOf(relation: Fields, pointer: string): UnitRelation {
  const endpoint = textOf(relation['endpoint']) ?? '';
  const relatedUnits = Object.keys(fieldsOf(relation['related-units']));
  return {
    id: `${endpoint}:${String(relation['relation-id'])}`,
    endpoint,
    relatedEndpoint: textOf(relation['related-endpoint']) ?? '',
    isCrossModel: relation['cross-model'] === true,
    remoteApp: relatedUnits[0]?.split('/')[0] ?? null,
    relatedUnits,
    databag: databagOf(fieldsOf(relation['application-data'])),
    pointer,
  };
}

/** Juju's values are texts; in YAML that a person wrote, they may have become something else. */
function databagOf(data: Fields): Readonly<Record<string, string>> {
  const texts = Object.entries(data).map(([key, value]): [string, string] => [
    key,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return Object.fromEntries(texts);
}
