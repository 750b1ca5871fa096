/** What a text holds that can be drawn: targets of the contract, and objects of Velero. */
import type { PreviewOptions, PreviewSpec } from '@k8s-backup-target/preview';
import {
  type BackupTargetEntry,
  type Decoded,
  decodeDatabag,
  read,
  write,
} from '@k8s-backup-target/schema';
import { BACKUP_TARGETS, pointerTokens } from '@k8s-backup-target/schema/internal';
import {
  databagIn,
  fieldsOf,
  isFields,
  listOf,
  looseDatabag,
  readUnits,
  type ShapedInput,
  textOf,
} from './kbt.js';

/** One thing to draw. */
export interface Subject {
  readonly name: string;
  /** What Velero is asked for: a spec of the contract, or a BackupSpec. */
  readonly spec: PreviewSpec;
  /** Of an object of Velero; undefined for a target. */
  readonly annotations?: PreviewOptions['annotations'];
  /** The target that is published; null for an object of Velero. */
  readonly target: BackupTargetEntry | null;
  /** The cron expression of a Schedule; null for what has none. */
  readonly cron: string | null;
  readonly input: ShapedInput;
  /** JSON Pointer in the document: to the spec, or to the databag's text that holds it. */
  readonly pointer: string;
  /** JSON Pointer to the spec in the text of a databag; null for one that is not in a text. */
  readonly inner: string | null;
}

/** The names under which a spec without a target is shown. */
const ALONE = { app: 'my-app', relation_name: 'backup', model: 'my-model' };

/** Everything that can be drawn, in the text's order. What no requirer accepts is left out. */
export function subjectsIn(input: ShapedInput): readonly Subject[] {
  switch (input.shape) {
    case 'spec':
      return ofSpec(input);
    case 'entry':
      return ofEntry(input, input.value, input.pointer);
    case 'provider-data':
      return ofProviderData(input);
    case 'databag': {
      const { databag } = looseDatabag(input);
      return ofDatabag(input, decodeDatabag(databag), input.pointer);
    }
    case 'show-unit':
      return ofUnits(input);
    case 'object':
      return ofObject(input);
    default:
      return [];
  }
}

/** A spec is about to be published, so a field that readers drop is refused. */
function ofSpec(input: ShapedInput): readonly Subject[] {
  if (!write.K8sBackupTargetSpec.validate(input.value).ok) return [];
  const result = read.BackupTargetEntry.validate({ ...ALONE, spec: input.value });
  if (!result.ok) return [];
  return [{ ...ofTarget(input, result.value, input.pointer), name: 'the spec' }];
}

function ofEntry(input: ShapedInput, entry: unknown, pointer: string): readonly Subject[] {
  const result = read.BackupTargetEntry.validate(entry);
  return result.ok ? [ofTarget(input, result.value, `${pointer}/spec`)] : [];
}

function ofProviderData(input: ShapedInput): readonly Subject[] {
  const { value, pointer } = input;
  const isList = Array.isArray(value);
  const entries = isList ? value : listOf(fieldsOf(value)[BACKUP_TARGETS]);
  const base = isList ? pointer : `${pointer}/${BACKUP_TARGETS}`;
  return entries.flatMap((entry: unknown, index) => ofEntry(input, entry, `${base}/${index}`));
}

function ofUnits(input: ShapedInput): readonly Subject[] {
  return readUnits(input).flatMap((unit) =>
    unit.relations.flatMap((relation) => {
      const { databag, pointer } = databagIn(unit, relation);
      return ofDatabag(relation.input, decodeDatabag(databag), pointer);
    }),
  );
}

function ofDatabag(input: ShapedInput, { targets }: Decoded, pointer: string): readonly Subject[] {
  return targets.map(({ target, path }) => {
    const [key, index] = pointerTokens(path);
    // The flat layout has a key for each field.
    if (key !== BACKUP_TARGETS) return { ...ofTarget(input, target, `${pointer}/spec`), inner: '' };
    const at = `${pointer}/${BACKUP_TARGETS}`;
    return { ...ofTarget(input, target, at), inner: `/${index}/spec` };
  });
}

function ofTarget(input: ShapedInput, target: BackupTargetEntry, pointer: string): Subject {
  return { name: target.app, spec: target.spec, target, cron: null, input, pointer, inner: null };
}

function ofObject(input: ShapedInput): readonly Subject[] {
  const object = fieldsOf(input.value);
  const { kind, metadata, spec } = object;
  if ((kind !== 'Backup' && kind !== 'Schedule') || !isFields(spec)) return [];
  const base = input.specPointer ?? `${input.pointer}/spec`;
  const backup = kind === 'Backup' ? spec : fieldsOf(spec['template']);
  return [
    {
      name: `${kind} ${textOf(fieldsOf(metadata)['name']) ?? ''}`.trim(),
      spec: backup,
      annotations: fieldsOf(fieldsOf(metadata)['annotations']),
      target: null,
      cron: kind === 'Schedule' ? (textOf(spec['schedule']) ?? null) : null,
      input,
      pointer: kind === 'Backup' ? base : `${base}/template`,
      inner: null,
    },
  ];
}
