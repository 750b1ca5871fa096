import { randomUUID } from 'node:crypto';

/** The name that the offering side of a cross-model relation gives the other application. */
export function newRemoteName(): string {
  const hex = randomUUID().replaceAll('-', '');
  // An application's name has a letter after each hyphen.
  return `remote-${/[a-f]/.test(hex) ? hex : `a${hex.slice(1)}`}`;
}

/** Tells whether the offering side knows an application of another model by this name. */
export function isRemoteName(app: string): boolean {
  return /^remote-[0-9a-f]{32}$/.test(app);
}
