/** A pattern that gobwas/glob does not compile; the message is gobwas' own. */
export class GlobSyntaxError extends Error {
  override readonly name = 'GlobSyntaxError';
}
