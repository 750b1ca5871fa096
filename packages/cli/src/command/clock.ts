/** Now; `KBT_NOW` (RFC 3339) stands in for it, so that examples print the same every day. */
export function now(env: Readonly<Record<string, string | undefined>>): Date {
  const given = env['KBT_NOW'];
  return given === undefined ? new Date() : new Date(given);
}
