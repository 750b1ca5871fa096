import { GobWriter } from './gob-writer.js';
import {
  BOOL,
  BYTES,
  type FieldValue,
  INT,
  STRING,
  type StringsType,
  type StructField,
  type StructType,
  type StructValue,
} from './struct-type.js';

/** Members of gob's `wireType`, by number. */
const SLICE = 2;
const STRUCT = 3;

/** One direction of a gob stream: writes structs, each type's definition once before its first value. */
export class GobEncoder {
  readonly #defined: Set<number> = new Set();

  /** The bytes of one value, behind definitions that the other side has not had. */
  encode(type: StructType, value: StructValue): readonly Uint8Array[] {
    const definitions = this.#defined.has(type.id) ? [] : definitionsOf(type);
    this.#defined.add(type.id);
    const writer = new GobWriter();
    writer.int(type.id);
    writeFields(
      writer,
      type.fields.map(({ name }) => value[name]),
      type.fields,
    );
    return [...definitions, ...writer.message()];
  }
}

function definitionsOf(type: StructType): Uint8Array[] {
  const slices = type.fields.flatMap(({ type: field }) =>
    typeof field === 'number' ? [] : [sliceDefinition(field)],
  );
  return [structDefinition(type), ...slices].flatMap((writer) => writer.message());
}

function structDefinition({ id, name, fields }: StructType): GobWriter {
  const writer = new GobWriter();
  writer.int(-id);
  writer.uint(STRUCT);
  writeCommonType(writer, id, name);
  if (fields.length > 0) writer.uint(1);
  if (fields.length > 0) writer.uint(fields.length);
  for (const field of fields) {
    writer.uint(1);
    writer.string(field.name);
    writer.uint(1);
    writer.int(typeof field.type === 'number' ? field.type : field.type.id);
    writer.uint(0);
  }
  writer.uint(0);
  writer.uint(0);
  return writer;
}

function sliceDefinition({ id, name }: StringsType): GobWriter {
  const writer = new GobWriter();
  writer.int(-id);
  writer.uint(SLICE);
  writeCommonType(writer, id, name);
  writer.uint(1);
  writer.int(STRING);
  writer.uint(0);
  writer.uint(0);
  return writer;
}

function writeCommonType(writer: GobWriter, id: number, name: string): void {
  writer.uint(1);
  if (name !== '') {
    writer.uint(1);
    writer.string(name);
  }
  writer.uint(name === '' ? 2 : 1);
  writer.int(id);
  writer.uint(0);
}

/** Each field as its distance from the last one sent, then its value; zero values are left out. */
function writeFields(
  writer: GobWriter,
  values: readonly (FieldValue | undefined)[],
  fields: readonly StructField[],
): void {
  let last = -1;
  for (const [index, { type }] of fields.entries()) {
    const value = values[index];
    if (value === undefined || isZero(value)) continue;
    writer.uint(index - last);
    last = index;
    writeValue(writer, value, type);
  }
  writer.uint(0);
}

function isZero(value: FieldValue): boolean {
  return typeof value === 'object' ? value.length === 0 : !value;
}

function writeValue(writer: GobWriter, value: FieldValue, type: StructField['type']): void {
  if (typeof value === 'string' && type === STRING) writer.string(value);
  else if (value instanceof Uint8Array && type === BYTES) writer.bytes(value);
  else if (value === true && type === BOOL) writer.uint(1);
  else if (typeof value === 'number') type === INT ? writer.int(value) : writer.uint(value);
  else writeStrings(writer, value as readonly string[]);
}

function writeStrings(writer: GobWriter, values: readonly string[]): void {
  writer.uint(values.length);
  for (const value of values) writer.string(value);
}
