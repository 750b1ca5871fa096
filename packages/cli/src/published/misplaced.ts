import type { Databag } from '@k8s-backup-target/schema';
import { BACKUP_TARGETS } from '@k8s-backup-target/schema/internal';
import { fieldsOf, listOf, textOf } from '../input/fields.js';
import { encodedTwice } from '../judge/encoded-twice.js';
import { findingAt, type InputFinding } from '../judge/input-finding.js';
import { misplacedKey } from '../judge/misplaced-key.js';
import { parsedText } from '../juju/target-endpoints.js';
import type { Published } from './published.js';

/** The application that the entries of a databag name, where all that name one agree. */
export function appNamedIn(databag: Databag): string | null {
  const entries = [databag, ...listOf(parsedText(databag[BACKUP_TARGETS]))];
  const names = new Set(entries.flatMap((entry) => textOf(fieldsOf(entry)['app']) ?? []));
  const [name = null] = names;
  return names.size === 1 ? name : null;
}

/** What was published where no requirer looks for it, or in a form that none reads. */
export function misplaced(published: Published): readonly InputFinding[] {
  const { databag, related } = published;
  if (Object.hasOwn(databag, BACKUP_TARGETS)) {
    const place = published.placeOf(`/${BACKUP_TARGETS}`);
    return encodedTwice(databag).map((finding) => findingAt(place, finding));
  }
  return misplacedKey(databag, related?.relation.unitKeys ?? []).map((finding) =>
    findingAt(published.placeOf(''), finding),
  );
}
