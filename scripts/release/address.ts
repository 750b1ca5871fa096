/** The repository's address on the web. Nothing in the repository states it: whoever releases does. */

const ADDRESS = /^https:\/\/[^\s/]+(?:\/[\w.-]+){2,}$/;

/** A release was asked for without an address, or with an invalid one. */
class AddressError extends Error {
  override readonly name = 'AddressError';
}

/**
 * Reads an address such as `https://github.com/owner/name`; a trailing slash or `.git` is left out.
 *
 * @throws AddressError when there is none: packages without it would have dead links, and npm refuses
 * their provenance.
 */
export function repositoryAddress(text: string | undefined): string {
  const address = text?.replace(/\/+$/, '').replace(/\.git$/, '') ?? '';
  if (ADDRESS.test(address)) return address;
  const found = address === '' ? 'is missing' : `${JSON.stringify(text)} is not an address`;
  throw new AddressError(
    `--repository ${found}: give the repository's own, such as https://github.com/OWNER/NAME. The packages link to it`,
  );
}
