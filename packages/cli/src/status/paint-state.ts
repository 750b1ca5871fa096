import type { Style } from '../output/style.js';
import type { ProtectionState } from './protection.js';

/** Colours a state of protection. */
export function paintState(state: ProtectionState, cell: string, style: Style): string {
  if (state === 'protected') return style.good(cell);
  return state === 'not-protected' ? style.bad(cell) : style.warn(cell);
}
