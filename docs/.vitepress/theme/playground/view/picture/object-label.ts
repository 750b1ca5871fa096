import { shortType, shown } from '../words.js';
import type { DrawnObject } from './drawing.js';

const DATA = {
  saved: ', with its data',
  'not-saved': ', without its data',
  unknown: ', its data unknown',
} as const;

/** What a screen reader says of an object: `secrets web-tls: left out, lost`. */
export function labelOf({ decision, data, change }: DrawnObject): string {
  const state = decision.included ? 'in the backup' : 'left out';
  const pulled = decision.pulledBy === undefined ? '' : ', referred to by another';
  const volume = data === null ? '' : DATA[data];
  const changed = change === null ? '' : `, ${change}`;
  return `${shortType(decision.resource)} ${shown(decision.name)}: ${state}${pulled}${volume}${changed}`;
}
