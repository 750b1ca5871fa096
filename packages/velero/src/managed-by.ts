import { draft, findingOf, labelValueOwner } from '@k8s-backup-target/lint/internal';
import { VeleroError } from './error.js';
import { sha256 } from './sha256.js';
import { utf8 } from './utf8.js';

/** The names that tell one charm's objects from every other's. */
export interface Owner {
  /** The application's name, e.g. `velero-integrator`. */
  readonly app: string;
  /** The UUID of its model. */
  readonly modelUuid: string;
}

/**
 * The value of the label `managed-by` for the objects that one application in one model makes:
 * `<application>.<16 hexadecimal digits>`, with the application's name cut at 40 characters.
 *
 * Never use a constant: an integrator in a staging model would then own, and delete, what production's
 * integrator made. The digits are the SHA-256 of the model's UUID, a space and the application's name,
 * since a label value holds 63 characters and both texts may be longer.
 *
 * @throws VeleroError `invalid-options` without an application or a model: every model's would share the label.
 */
export function managedByFor({ app, modelUuid }: Owner): string {
  requireText('/app', app, 'the name of an application');
  requireText('/modelUuid', modelUuid, 'the UUID of a model');
  const digest = [...sha256(utf8(`${modelUuid} ${app}`)).slice(0, 8)];
  const hash = digest.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${app.slice(0, 40)}.${hash}`;
}

function requireText(path: string, value: unknown, meant: string): void {
  if (typeof value === 'string' && value.trim() !== '') return;
  throw new VeleroError('invalid-options', [findingOf(draft(labelValueOwner, path, { meant }))]);
}
