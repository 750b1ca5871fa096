import { GobError } from './gob-error.js';
import { GobReader } from './gob-reader.js';
import {
  BOOL,
  BYTES,
  COMPLEX,
  type FieldValue,
  FLOAT,
  INT,
  STRING,
  type StructField,
  type StructType,
  type StructValue,
  UINT,
} from './struct-type.js';
import { forEachField, readWireType, type WireField, type WireType } from './wire-type.js';

/** Juju's agent defines four types on a connection, its client three. */
const MAX_DEFINITIONS = 64;
const MAX_DEFINITION_BYTES = 65_536;
/** The deepest nesting accepted in a value that was not asked for. */
const MAX_DEPTH = 32;

/**
 * One direction of a gob stream: takes up definitions, and reads of a struct what was asked for. As in
 * Go, fields are matched by name; unknown ones are skipped, and absent ones are zero.
 *
 * Takes time linear in a message, and keeps no more than 64 definitions of 64 KiB.
 */
export class GobDecoder {
  readonly #types: Map<number, WireType> = new Map();

  /**
   * The struct that a message holds, with the fields of `wanted` that were sent; null for a definition.
   *
   * @throws GobError for anything else
   */
  decode(message: Uint8Array, wanted: StructType): StructValue | null {
    const reader = new GobReader(message);
    const id = reader.int();
    if (id < 0) this.#define(-id, message, reader);
    const value = id < 0 ? null : this.#struct(reader, id, wanted);
    if (!reader.isAtEnd) throw new GobError('has bytes after its end');
    return value;
  }

  #define(id: number, message: Uint8Array, reader: GobReader): void {
    if (this.#types.size >= MAX_DEFINITIONS || message.length > MAX_DEFINITION_BYTES) {
      throw new GobError('defines more types than there can be use for');
    }
    if (this.#types.has(id)) throw new GobError(`defines the type ${id} twice`);
    this.#types.set(id, readWireType(reader));
  }

  #struct(reader: GobReader, id: number, wanted: StructType): StructValue {
    const fields = this.#fieldsOf(id);
    const value: Record<string, FieldValue> = Object.create(null);
    forEachField(reader, (number) => {
      const sent = fieldAt(fields, number);
      const field = wanted.fields.find(({ name }) => name === sent.name);
      if (field === undefined) this.#skip(reader, sent.type, 0);
      else value[field.name] = this.#value(reader, sent, field.type);
    });
    return value;
  }

  #fieldsOf(id: number): readonly WireField[] {
    const type = this.#types.get(id);
    if (type?.kind !== 'struct')
      throw new GobError(`has a value of type ${id}, which is not a struct`);
    return type.fields;
  }

  #value(reader: GobReader, sent: WireField, wanted: StructField['type']): FieldValue {
    if (typeof wanted !== 'number') return this.#strings(reader, sent);
    if (wanted !== sent.type) throw new GobError(`has a field ${sent.name} of another type`);
    switch (wanted) {
      case BOOL:
        return reader.uint() !== 0;
      case INT:
        return reader.int();
      case UINT:
        return reader.safeUint();
      case BYTES:
        return reader.bytes();
      default:
        return reader.string();
    }
  }

  #strings(reader: GobReader, { name, type: id }: WireField): readonly string[] {
    const type = this.#types.get(id);
    if (type?.kind !== 'slice' || type.element !== STRING) {
      throw new GobError(`has a field ${name} of another type`);
    }
    const values: string[] = [];
    for (let left = reader.uint(); left > 0; left--) values.push(reader.string());
    return values;
  }

  /** Passes over a value. Each takes at least one byte, so no count can outlast the message. */
  #skip(reader: GobReader, id: number, depth: number): void {
    if (depth > MAX_DEPTH) throw new GobError('nests too deeply');
    const type = this.#types.get(id);
    if (type === undefined) skipBasic(reader, id);
    else if (type.kind === 'opaque') reader.bytes();
    else if (type.kind === 'struct') {
      forEachField(reader, (number) => {
        this.#skip(reader, fieldAt(type.fields, number).type, depth + 1);
      });
    } else {
      for (let left = reader.uint(); left > 0; left--) {
        if (type.kind === 'map') this.#skip(reader, type.key, depth + 1);
        this.#skip(reader, type.element, depth + 1);
      }
    }
  }
}

function fieldAt(fields: readonly WireField[], number: number): WireField {
  const field = fields[number - 1];
  if (field === undefined) throw new GobError('has a field that its type lacks');
  return field;
}

function skipBasic(reader: GobReader, id: number): void {
  if (id === STRING || id === BYTES) reader.bytes();
  else if (id === BOOL || id === INT || id === UINT || id === FLOAT) reader.uint();
  else if (id === COMPLEX) {
    reader.uint();
    reader.uint();
  } else throw new GobError(`has a value of type ${id}, which it did not define`);
}
