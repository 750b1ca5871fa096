import { randomUUID } from 'node:crypto';

/** The name that the offering side of a cross-model relation gives the other application. */
export function newRemoteName(): string {
  const hex = randomUUID().replaceAll('-', '');
  // An application's name has a letter after each hyphen.
  return `remote-${/[a-f]/.test(hex) ? hex : `a${hex.slice(1)}`}`;
}
