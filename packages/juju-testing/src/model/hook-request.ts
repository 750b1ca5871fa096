import type { QueuedHook } from './state.js';

/** An action of one unit. */
export interface ActionRequest {
  readonly unit: string;
  readonly action: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** A hook or action for a unit to run. */
export type HookOrAction = QueuedHook | ActionRequest;

export function isAction(request: HookOrAction): request is ActionRequest {
  return 'action' in request;
}
