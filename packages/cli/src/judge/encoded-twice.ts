import { type Databag, decodeDatabag } from '@k8s-backup-target/schema';
import { BACKUP_TARGETS } from '@k8s-backup-target/schema/internal';
import { encodedTwiceText } from '../generated/databag-templates.js';
import { parsedText } from '../juju/target-endpoints.js';
import { findingBy, type UnplacedFinding } from './input-finding.js';

/** A text that holds the list of targets as a text: what to say of it at its key, or nothing of any other. */
export function encodedTwice(databag: Databag): readonly UnplacedFinding[] {
  const text = parsedText(databag[BACKUP_TARGETS]);
  if (typeof text !== 'string') return [];
  const { targets } = decodeDatabag({ [BACKUP_TARGETS]: text });
  return targets.length === 0 ? [] : [findingBy(encodedTwiceText, {})];
}
