/** Ids of gob's basic types, as in Go's `encoding/gob/type.go`. */
export const BOOL = 1;
export const INT = 2;
export const UINT = 3;
export const FLOAT = 4;
export const BYTES = 5;
export const STRING = 6;
export const COMPLEX = 7;

/** A Go slice of strings, the one composite field that the agent's messages have. */
export interface StringsType {
  readonly id: number;
  readonly name: '[]string';
}

/** One field of a struct: its name in Go, and a basic type's id or a slice of strings. */
export interface StructField {
  readonly name: string;
  readonly type: number | StringsType;
}

/** A Go struct as a sender defines it once per connection. */
export interface StructType {
  /** From 64 on, free for the sender to choose. */
  readonly id: number;
  /** Empty for an anonymous struct. */
  readonly name: string;
  readonly fields: readonly StructField[];
}

/** A field's value: a zero value (`''`, 0, false, empty) is never sent, and absent means just that. */
export type FieldValue = string | number | boolean | Uint8Array | readonly string[];

/** A struct's fields by their names in Go. */
export type StructValue = Readonly<Record<string, FieldValue | undefined>>;
