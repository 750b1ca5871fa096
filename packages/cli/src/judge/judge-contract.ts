import { type Issue, type K8sBackupTargetSpec, read, write } from '@k8s-backup-target/schema';
import { isFields, listOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import { lintFor } from '../velero/rules.js';
import {
  findingAt,
  type InputFinding,
  refusedFinding,
  type UnplacedFinding,
} from './input-finding.js';
import { atUnknownField } from './unknown-field.js';

/**
 * Everything wrong with provider data, an entry or a spec that someone wrote into a file: what must never
 * be published, and what the release of Velero refuses or surprises with.
 */
export function judgeContract(input: ShapedInput, veleroVersion: string): readonly InputFinding[] {
  return [
    ...issuesOf(input).map((issue) => findingIn(input, issue.path, refusedFinding(issue))),
    ...specsIn(input).flatMap(({ spec, path }) =>
      lintFor(spec, veleroVersion).map((finding) =>
        findingIn(input, `${path}${finding.path}`, finding),
      ),
    ),
  ];
}

function issuesOf({ shape, value }: ShapedInput): readonly Issue[] {
  const result = resultOf(shape, value);
  if (result.ok) return [];
  // A bare list is judged as the value of its key: the pointer must lead into the list.
  const isList = Array.isArray(value);
  const issues = result.issues.map((issue) =>
    isList ? { ...issue, path: issue.path.replace(/^\/backup_targets/, '') } : issue,
  );
  return issues.map(atUnknownField);
}

function resultOf(shape: ShapedInput['shape'], value: unknown) {
  if (shape === 'spec') return write.K8sBackupTargetSpec.validate(value);
  if (shape === 'entry') return write.BackupTargetEntry.validate(value);
  return write.ProviderAppData.validate(Array.isArray(value) ? { backup_targets: value } : value);
}

interface LocatedSpec {
  readonly spec: K8sBackupTargetSpec;
  readonly path: string;
}

/** The specs that can be read, good or bad otherwise. */
function specsIn({ shape, value }: ShapedInput): LocatedSpec[] {
  if (shape === 'spec') return specAt(value, '');
  if (shape === 'entry') return specBelow(value, '');
  const isList = Array.isArray(value);
  const entries = isList ? value : listOf(isFields(value) ? value['backup_targets'] : undefined);
  return entries.flatMap((entry: unknown, index) =>
    specBelow(entry, isList ? `/${index}` : `/backup_targets/${index}`),
  );
}

function specBelow(entry: unknown, path: string): LocatedSpec[] {
  return isFields(entry) ? specAt(entry['spec'], `${path}/spec`) : [];
}

function specAt(value: unknown, path: string): LocatedSpec[] {
  const result = read.K8sBackupTargetSpec.validate(value);
  return result.ok ? [{ spec: result.value, path }] : [];
}

function findingIn(
  { document, pointer }: ShapedInput,
  path: string,
  finding: UnplacedFinding,
): InputFinding {
  return findingAt({ document, pointer: `${pointer}${path}`, inner: null }, finding);
}
