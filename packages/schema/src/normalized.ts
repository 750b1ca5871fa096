/**
 * `T` as readers get it: every optional field present, null where it was not set.
 *
 * One shape for "not set" spares every reader the question of absent or null.
 */
export type Normalized<T> = T extends object
  ? { [K in keyof T]-?: Normalized<Exclude<T[K], undefined>> }
  : T;
