/** The names that a charm may have. */
import { UsageError } from './usage-error.js';

/** Longer names do not fit into the names and labels that Kubernetes and Velero make of them. */
const MOST_CHARACTERS = 50;

/**
 * Returns the name, if a charm can have it.
 *
 * @throws UsageError that says what is wrong with it.
 */
export function charmName(name: string): string {
  if (name.length > MOST_CHARACTERS)
    throw new UsageError(
      `The name has ${name.length} characters. A charm's name has at most ${MOST_CHARACTERS}.`,
    );
  if (!isName(name))
    throw new UsageError(
      `${JSON.stringify(name)} cannot be a charm's name. ${suggestionFor(name)}A name has small letters, digits and single hyphens, begins with a letter, and has a letter after each hyphen, as my-charm has.`,
    );
  return name;
}

/** Juju's rule for an application, which is called after its charm: no part is a number, as a unit's is. */
function isName(text: string): boolean {
  const parts = text.split('-');
  return (
    /^[a-z]/.test(text) && parts.every((part) => /^[a-z0-9]+$/.test(part) && /[a-z]/.test(part))
  );
}

function suggestionFor(name: string): string {
  const parts = name.toLowerCase().split(/[^a-z0-9]/);
  const near = parts
    .filter((part) => part !== '')
    .join('-')
    .replace(/^[0-9]+/, '');
  return isName(near) ? `Try ${near}. ` : '';
}
