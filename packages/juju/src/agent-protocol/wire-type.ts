import { GobError } from './gob-error.js';
import type { GobReader } from './gob-reader.js';

/** A type as the other side has defined it. `opaque` is whatever encodes itself. */
export type WireType =
  | { readonly kind: 'struct'; readonly fields: readonly WireField[] }
  | { readonly kind: 'slice' | 'array'; readonly element: number }
  | { readonly kind: 'map'; readonly key: number; readonly element: number }
  | { readonly kind: 'opaque' };

/** A field of a struct: its name, and its type's id. */
export interface WireField {
  readonly name: string;
  readonly type: number;
}

/** The fields of gob's `wireType`, by number. */
const KINDS = ['', 'array', 'slice', 'struct', 'map', 'opaque', 'opaque', 'opaque'] as const;

/** Reads a definition, which is a struct `wireType` with exactly one member. */
export function readWireType(reader: GobReader): WireType {
  const kind = KINDS[reader.uint()];
  if (kind === undefined || kind === '') throw new GobError('defines a type of an unknown kind');
  const type = readBody(reader, kind);
  if (reader.uint() !== 0) throw new GobError('defines one type as two');
  return type;
}

function readBody(reader: GobReader, kind: WireType['kind']): WireType {
  let fields: readonly WireField[] = [];
  const types: number[] = [];
  // Member 1 is the name and id, which say nothing that is needed.
  forEachField(reader, (member) => {
    if (member === 1) readCommonType(reader);
    else if (member === 2 && kind === 'struct') fields = readFields(reader);
    else types[member] = reader.int();
  });
  const element = types[2] ?? 0;
  if (kind === 'struct') return { kind, fields };
  if (kind === 'map') return { kind, key: element, element: types[3] ?? 0 };
  return kind === 'opaque' ? { kind } : { kind, element };
}

function readCommonType(reader: GobReader): void {
  forEachField(reader, (member) => {
    if (member === 1) reader.bytes();
    else reader.int();
  });
}

function readFields(reader: GobReader): WireField[] {
  const fields: WireField[] = [];
  for (let left = reader.uint(); left > 0; left--) {
    let name = '';
    let type = 0;
    forEachField(reader, (member) => {
      if (member === 1) name = reader.string();
      else type = reader.int();
    });
    fields.push({ name, type });
  }
  return fields;
}

/** Visits the fields of a struct that were sent, by number from 1 on. `visit` reads the value. */
export function forEachField(reader: GobReader, visit: (field: number) => void): void {
  let field = 0;
  for (let distance = reader.uint(); distance !== 0; distance = reader.uint()) {
    field += distance;
    visit(field);
  }
}
