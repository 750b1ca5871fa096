import { ArchiveError, archiveError } from '../archive/bounds.js';
import { readRecord } from '../archive/read-record.js';
import type { RecordKind, StoredFile } from '../archive/stored-files.js';
import { type Fields, fieldsOf, isFields, listOf, textOf } from '../input/fields.js';
import { ANOTHER_FORM, hasForm } from './record-form.js';

/** What Velero says of a Backup. What was not given, or cannot be read, is undefined. */
export interface BackupRecords {
  readonly backup: Fields | undefined;
  /** `apps/v1/Deployment app/web`, as Velero lists what it saved. */
  readonly listed: ReadonlySet<string> | undefined;
  readonly messages: readonly BackupMessage[] | undefined;
  readonly volumeInfos: readonly Fields[] | undefined;
  readonly podVolumeBackups: readonly Fields[] | undefined;
  readonly dataUploads: readonly Fields[] | undefined;
  readonly faults: readonly RecordFault[];
}

/** An error or a warning that Velero logged. */
export interface BackupMessage {
  readonly severity: 'error' | 'warning';
  /** Empty for what is about the cluster or Velero itself. */
  readonly namespace: string;
  readonly text: string;
}

/** A record that was given and cannot be read. */
export interface RecordFault {
  readonly file: string;
  readonly kind: RecordKind;
  readonly error: ArchiveError;
}

/** Reads the records of one Backup. */
export async function readRecords(files: readonly StoredFile[]): Promise<BackupRecords> {
  const faults: RecordFault[] = [];
  const read = async (kind: RecordKind): Promise<unknown> => {
    const file = files.find((one) => one.kind === kind);
    if (file === undefined) return undefined;
    try {
      const record = await readRecord(file.path);
      if (!hasForm(kind, record)) throw new ArchiveError('unreadable', ANOTHER_FORM);
      return record;
    } catch (error) {
      faults.push({ file: file.name, kind, error: archiveError(error) });
      return undefined;
    }
  };
  const backup = await read('backup');
  const listed = await read('resource-list');
  const results = await read('results');
  const volumes = await read('volumeinfo');
  const copies = await read('podvolumebackups');
  return {
    backup: isFields(backup) ? backup : undefined,
    listed: isFields(listed) ? namesIn(listed) : undefined,
    messages: isFields(results) ? messagesIn(results) : undefined,
    volumeInfos: objectsIn(volumes),
    podVolumeBackups: objectsIn(copies),
    dataUploads: undefined,
    faults,
  };
}

/** Velero writes `null` for an empty list. */
function objectsIn(value: unknown): readonly Fields[] | undefined {
  if (value === undefined) return undefined;
  return listOf(value).filter(isFields);
}

function namesIn(listed: Fields): ReadonlySet<string> {
  const names = new Set<string>();
  for (const [kind, list] of Object.entries(listed)) {
    for (const name of listOf(list)) if (typeof name === 'string') names.add(`${kind} ${name}`);
  }
  return names;
}

function messagesIn(results: Fields): readonly BackupMessage[] {
  const ofSeverity = (severity: BackupMessage['severity']): BackupMessage[] => {
    const { velero, cluster, namespaces } = fieldsOf(results[`${severity}s`]);
    const made = (list: unknown, namespace: string): BackupMessage[] =>
      listOf(list).flatMap((one) => {
        const text = textOf(one);
        return text === undefined ? [] : [{ severity, namespace, text }];
      });
    return [
      ...made(velero, ''),
      ...made(cluster, ''),
      ...Object.entries(fieldsOf(namespaces)).flatMap(([name, list]) => made(list, name)),
    ];
  };
  return [...ofSeverity('error'), ...ofSeverity('warning')];
}
