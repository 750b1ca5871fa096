/**
 * `T` as readers get it: every optional field present, null where it was not set. It is a copy of its
 * own, so nothing in it is readonly.
 *
 * One shape for "not set" spares every reader the question of absent or null.
 */
export type Normalized<T> = T extends readonly (infer Item)[]
  ? Normalized<Item>[]
  : T extends object
    ? { -readonly [K in keyof T]-?: Normalized<Exclude<T[K], undefined>> }
    : T;
