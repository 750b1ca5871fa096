import {
  type Databag,
  type Decoded,
  decodeDatabag,
  type Issue,
  write,
} from '@k8s-backup-target/schema';
import {
  additionalPropertiesIgnored,
  appendPointer,
  BACKUP_TARGETS,
  pointerTokens,
} from '@k8s-backup-target/schema/internal';
import type { InputDocument } from '../input/document.js';
import { unreadableTtl } from '../velero/go-ttl.js';
import { lintFor } from '../velero/rules.js';
import { encodedTwice } from './encoded-twice.js';
import {
  findingAt,
  type InputFinding,
  type Place,
  refusedFinding,
  type UnplacedFinding,
} from './input-finding.js';
import { atUnknownField } from './unknown-field.js';

/** A databag, and where in its document it is. */
export interface LocatedDatabag {
  readonly databag: Databag;
  readonly document: InputDocument;
  readonly pointer: string;
  readonly subject: string | null;
  /** True of `velero_backup_config`. */
  readonly isBackupConfig: boolean;
}

/**
 * Everything wrong with a databag: what a requirer refuses, unknown fields that it drops in silence, and
 * what the release of Velero refuses or surprises with.
 */
export function judgeDatabag(
  located: LocatedDatabag,
  veleroVersion: string,
): readonly InputFinding[] {
  const decoded = decodeDatabag(located.databag);
  return [
    ...decoded.issues.map((issue) => findingIn(located, issue.path, refusedFinding(issue))),
    ...encodedTwice(located.databag).map((finding) =>
      findingIn(located, `/${BACKUP_TARGETS}`, finding),
    ),
    ...droppedFields(located).map((issue) =>
      findingIn(located, issue.path, { ...issue, severity: 'warning' }),
    ),
    ...findings(located, decoded, veleroVersion),
  ];
}

/**
 * A requirer ignores unknown fields, for the sake of newer providers: misspelt ones go unnoticed. Those of
 * `velero_backup_config`, which an integrator writes for its receiver, are none.
 */
function droppedFields({ databag, isBackupConfig }: LocatedDatabag): readonly Issue[] {
  if (isBackupConfig) return [];
  return decodeDatabag(databag, write)
    .issues.filter(({ rule }) => rule === 'additionalProperties')
    .map(atUnknownField)
    .map((issue) => ({ ...issue, message: additionalPropertiesIgnored.message }));
}

function findings(
  located: LocatedDatabag,
  decoded: Decoded,
  veleroVersion: string,
): InputFinding[] {
  return decoded.targets.flatMap(({ path: base, target: { spec } }) => [
    ...(located.isBackupConfig ? unreadableTtl(spec.ttl) : []).map((issue) =>
      findingIn(located, `${base}/spec${issue.path}`, { ...issue, severity: 'error' }),
    ),
    ...lintFor(spec, veleroVersion).map((finding) =>
      findingIn(located, `${base}/spec${finding.path}`, finding),
    ),
  ]);
}

function findingIn(located: LocatedDatabag, path: string, finding: UnplacedFinding): InputFinding {
  return findingAt(placeInDatabag(located, path), finding, located.subject);
}

/** A path into a databag with its texts parsed, as a place in the document that holds the databag. */
export function placeInDatabag(
  { document, pointer, databag }: LocatedDatabag,
  path: string,
): Place {
  const [key, ...rest] = pointerTokens(path);
  if (key === undefined) return { document, pointer, inner: null };
  const name = Object.hasOwn(databag, key) ? key : BACKUP_TARGETS;
  const inner = rest.reduce<string>(appendPointer, '');
  return { document, pointer: appendPointer(pointer, name), inner: inner === '' ? null : inner };
}
