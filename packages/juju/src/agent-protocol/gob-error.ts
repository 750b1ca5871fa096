/** Bytes that are not the gob messages they ought to be. The message says what is wrong with them. */
export class GobError extends Error {
  override readonly name: string = 'GobError';
  readonly code: 'bad-gob' = 'bad-gob';
}
