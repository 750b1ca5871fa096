import { sameJson } from '@k8s-backup-target/schema/internal';

/**
 * Tells whether `text` is JSON for `value`. Spacing and the order of keys do not count: rewriting them
 * would fire a `relation-changed` on every remote unit for nothing.
 */
export function isJsonOf(text: string, value: unknown): boolean {
  try {
    return sameJson(JSON.parse(text), value);
  } catch {
    return false;
  }
}
