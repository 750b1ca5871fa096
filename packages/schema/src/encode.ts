import { encodeBackupTargetEntry } from './generated/encode.js';
import type { ProviderAppData } from './generated/types.js';
import { write } from './generated/write.js';
import type { Normalized } from './normalized.js';
import { list } from './python-json.js';

/** The application databag's key that holds the backup targets. */
export const BACKUP_TARGETS = 'backup_targets';

/**
 * Encodes what a provider publishes, byte for byte as the Python reference writes it: `", "` and
 * `": "` as separators, schema order, ASCII only. Of an unset field it writes null or nothing, as the
 * schema says in `x-published-when-unset`. Juju compares databags by bytes, so a charm can change
 * language without a `relation-changed`. ASCII is also what survives `relation-set`, whose standard
 * input is YAML 1.1 and not JSON.
 *
 * One limit: JavaScript moves integer-like object keys (`"1"`) to the front, so labels with such keys
 * may be written in another order than Python's.
 *
 * @throws ContractError when `data` is invalid in the write view.
 */
export function encodeDatabag(data: ProviderAppData): { readonly [BACKUP_TARGETS]: string } {
  const checked = write.ProviderAppData.validate(data, { wellFormed: true });
  const text = checked.ok ? textOf(checked.value) : null;
  // A surrogate would be in the text as an escape: only then every string is searched for a lone one.
  if (text !== null && !text.includes('\\ud')) return { [BACKUP_TARGETS]: text };
  return { [BACKUP_TARGETS]: textOf(write.ProviderAppData.parse(data)) };
}

function textOf({ backup_targets }: Normalized<ProviderAppData>): string {
  return list(backup_targets, encodeBackupTargetEntry);
}
