/**
 * The endpoints of a role, each once.
 *
 * @param endpoint one name, or several.
 * @param declared the endpoints that the charm's metadata declares; null where it cannot be read.
 * @throws RangeError for none, for what no endpoint is named, such as `backup:1`, and for one that is not declared:
 * Juju lists no relation of it, and the charm would wait for ever.
 */
export function endpointNames(
  endpoint: string | readonly string[],
  declared: readonly string[] | null,
): readonly string[] {
  const names = [...new Set([endpoint].flat())];
  if (names.length === 0) throw new RangeError('endpoint: name at least one');
  for (const name of names) {
    if (typeof name !== 'string' || !ENDPOINT.test(name))
      throw new RangeError(`endpoint: ${JSON.stringify(name)} is not the name of an endpoint`);
    if (declared !== null && !declared.includes(name))
      throw new RangeError(
        `endpoint: the charm's metadata does not declare ${name} under provides or requires, only ` +
          `${declared.join(', ') || 'none'}`,
      );
  }
  return names;
}

/** As Juju's own rule has it, which also allows capitals and underscores. */
const ENDPOINT = /^[A-Za-z][A-Za-z0-9_]*(?:-[A-Za-z0-9_]+)*$/;
