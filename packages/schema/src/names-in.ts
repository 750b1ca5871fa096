import { BACKUP_TARGETS } from './encode.js';
import type { BackupTargetEntry } from './generated/types.js';
import { parseJson } from './parse-json.js';

/** The three names that identify a target, as they are on the wire. */
export type TargetNames = Pick<BackupTargetEntry, 'app' | 'relation_name' | 'model'>;

const NAMES = ['app', 'relation_name', 'model'] as const;

/**
 * The targets that a databag names, be their entries valid or not, as far as names can be read. Never throws.
 *
 * What is refused for its spec, or for another entry, still tells whose target it is about.
 */
export function* namesIn(databag: Readonly<Record<string, string>>): Iterable<TargetNames> {
  for (const entry of entriesIn(databag)) {
    const names = namesOf(entry);
    if (names !== null) yield names;
  }
}

function entriesIn(databag: Readonly<Record<string, string>>): readonly unknown[] {
  if (!Object.hasOwn(databag, BACKUP_TARGETS)) return [flatEntry(databag)];
  const entries = parsedFrom(databag[BACKUP_TARGETS]);
  return Array.isArray(entries) ? entries : [];
}

/** The layout with a key for each field, whose texts are bare or JSON. */
function flatEntry(databag: Readonly<Record<string, string>>): unknown {
  const own = NAMES.filter((name) => Object.hasOwn(databag, name));
  return Object.fromEntries(
    own.map((name) => {
      const value = parsedFrom(databag[name]);
      return [name, typeof value === 'string' ? value : databag[name]];
    }),
  );
}

function parsedFrom(text: string | undefined): unknown {
  const parsed = parseJson(text ?? '');
  return parsed.ok ? parsed.value : null;
}

function namesOf(entry: unknown): TargetNames | null {
  if (typeof entry !== 'object' || entry === null) return null;
  const [app, relation_name, model] = NAMES.map((name): unknown => Reflect.get(entry, name));
  if (typeof app !== 'string' || typeof relation_name !== 'string') return null;
  return typeof model === 'string' ? { app, relation_name, model } : null;
}
