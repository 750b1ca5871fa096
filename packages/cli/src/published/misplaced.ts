import { type Databag, decodeDatabag } from '@k8s-backup-target/schema';
import { BACKUP_TARGETS } from '@k8s-backup-target/schema/internal';
import {
  databagKeyKey,
  encodedTwiceText,
  unitDatabagUnit,
} from '../generated/databag-templates.js';
import { fieldsOf, listOf, textOf } from '../input/fields.js';
import { findingAt, findingBy, type InputFinding } from '../judge/input-finding.js';
import { parsedText, targetsKey } from '../juju/target-endpoints.js';
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
  if (Object.hasOwn(databag, BACKUP_TARGETS)) return encodedTwice(published);
  const key = targetsKey(databag);
  if (key !== undefined) return [misnamedKey(published, key)];
  return related?.relation.unitKeys.includes(BACKUP_TARGETS) === true ? [inUnit(published)] : [];
}

function misnamedKey({ placeOf }: Published, key: string): InputFinding {
  return findingAt(placeOf(''), findingBy(databagKeyKey, { key, expected: BACKUP_TARGETS }));
}

function inUnit({ placeOf }: Published): InputFinding {
  return findingAt(placeOf(''), findingBy(unitDatabagUnit, { key: BACKUP_TARGETS }));
}

function encodedTwice({ databag, placeOf }: Published): readonly InputFinding[] {
  const text = parsedText(databag[BACKUP_TARGETS]);
  if (typeof text !== 'string') return [];
  const { targets } = decodeDatabag({ [BACKUP_TARGETS]: text });
  if (targets.length === 0) return [];
  return [findingAt(placeOf(`/${BACKUP_TARGETS}`), findingBy(encodedTwiceText, {}))];
}
