import { RequirerState } from '@k8s-backup-target/requirer';
import type { Memory } from './memory.js';
import type { Wanted } from './wanted.js';

/** Takes relations that were declared gone for gone, until they can be read, or are no longer listed. */
export function withoutForgotten(wanted: Wanted, memory: Memory): Wanted {
  const { state } = wanted;
  for (const relation of memory.forgotten) {
    if (!state.unreadable.includes(relation)) memory.forgotten.delete(relation);
  }
  const unreadable = state.unreadable.filter((relation) => !memory.forgotten.has(relation));
  return { ...wanted, state: new RequirerState({ ...state, unreadable }) };
}
