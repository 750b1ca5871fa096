import { BACKUP_TARGETS } from './encode.js';
import { read } from './generated/read.js';
import type { Issue } from './issue.js';
import { isTooDeep, parseJson, parseOfAnyDepth, tooDeep } from './parse-json.js';
import { salvage } from './salvage.js';
import type { Decoded, View } from './view.js';

/** An application databag as Juju stores it: a map of strings to strings. */
export type Databag = Readonly<Record<string, string>>;

const FLAT_KEYS = ['app', 'relation_name', 'model', 'spec'] as const;

/**
 * Reads the backup targets from an application databag. Never throws, whatever its texts hold.
 *
 * Two layouts are understood: the key `backup_targets` with a JSON list, which is what providers
 * write, and the four keys `app`, `relation_name`, `model` (bare or JSON-encoded) and `spec` (JSON),
 * which is what the interface's first README showed. Other keys are not read. A databag with
 * neither is empty, not wrong: the provider has not published yet.
 *
 * One bad entry hides no good one. An issue's path points into the databag with its texts parsed:
 * `/backup_targets/0/spec/ttl`, or `/spec/ttl` in the flat layout.
 */
export function decodeDatabag(databag: Databag, view: View = read): Decoded {
  if (Object.hasOwn(databag, BACKUP_TARGETS))
    return decodeList(databag[BACKUP_TARGETS] ?? '', view);
  if (FLAT_KEYS.some((key) => Object.hasOwn(databag, key))) return decodeFlat(databag, view);
  return noTargets([]);
}

/**
 * Reads the JSON text of a whole `ProviderAppData`, as `decodeDatabag` reads a databag: everything
 * valid, an issue for each thing wrong, never an exception.
 */
export function decodeProviderAppData(text: string, view: View = read): Decoded {
  const parsed = parseJson(text);
  return parsed.ok ? salvage(parsed.value, view, parsed) : noTargets(parsed.issues);
}

function decodeList(text: string, view: View): Decoded {
  const parsed = parseOfAnyDepth(text);
  if (!parsed.ok) return noTargets(under(BACKUP_TARGETS, parsed.issues));
  const { value, wellFormed } = parsed;
  const decoded = salvage({ [BACKUP_TARGETS]: value }, view, { wellFormed, owned: true });
  if (isKept(value, decoded) || !isTooDeep(text, value)) return decoded;
  return noTargets(under(BACKUP_TARGETS, tooDeep().issues));
}

/** True if every entry was kept as it is: none holds anything but what the schema names, nor nests deeper. */
function isKept(entries: unknown, { targets }: Decoded): boolean {
  if (!Array.isArray(entries) || entries.length !== targets.length) return false;
  return targets.every(({ target }, index) => target === entries[index]);
}

function decodeFlat(databag: Databag, view: View): Decoded {
  const entry: Record<string, unknown> = {};
  const issues: Issue[] = [];
  for (const key of FLAT_KEYS) {
    if (!Object.hasOwn(databag, key)) continue;
    const text = databag[key] ?? '';
    const parsed = parseJson(text);
    if (key !== 'spec')
      entry[key] = parsed.ok && typeof parsed.value === 'string' ? parsed.value : text;
    else if (parsed.ok) entry[key] = parsed.value;
    else {
      entry[key] = {};
      issues.push(...under(key, parsed.issues));
    }
  }
  const result = view.BackupTargetEntry.validate(entry);
  if (!result.ok) return noTargets([...issues, ...result.issues]);
  return issues.length > 0
    ? noTargets(issues)
    : { targets: [{ path: '', target: result.value }], issues };
}

function under(key: string, issues: readonly Issue[]): readonly Issue[] {
  return issues.map((issue) => ({ ...issue, path: `/${key}${issue.path}` }));
}

function noTargets(issues: readonly Issue[]): Decoded {
  return { targets: [], issues };
}
