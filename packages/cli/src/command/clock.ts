/** Now; `KBT_NOW` (RFC 3339) replaces it, so examples print the same every day. */
export function now(env: Readonly<Record<string, string | undefined>>): Date {
  const given = env['KBT_NOW'];
  return given ? new Date(given) : new Date();
}
