import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import type { PreviewResult, ValidationIssue, ValidationRule } from '@k8s-backup-target/preview';

/** The checks of Velero that are about the spec as a whole. */
const WHOLE: Readonly<Partial<Record<ValidationRule, string>>> = {
  'mixed-filters': 'resource:mixed-filters',
  'two-selectors': 'selector:two-kinds',
  'policy-invalid': 'resource-policy:invalid',
  'policy-with-old-filters': 'resource-policy:old-filters',
};

/** Those of a location, by the words of the issue. */
const LOCATION_FAULTS: readonly (readonly [text: RegExp, check: string])[] = [
  [/ is read-only$/, 'storage-location:read-only'],
  [/BackupStorageLocation .* is (?!the)\S/, 'storage-location:unavailable'],
  [/BackupStorageLocation/, 'storage-location:missing'],
  [/ of one provider, /, 'snapshot-location:two'],
  [/: neither the Backup/, 'snapshot-location:ambiguous'],
  [/VolumeSnapshotLocation .* does not exist$/, 'snapshot-location:missing'],
];

/** Those about one list, by the words of the issue. */
const FAULTS: readonly (readonly [text: RegExp, fault: string])[] = [
  [/cannot be combined/, 'star-mixed'],
  [/excludes every(?:thing| type)/, 'exclude-star'],
  [/is also included|is excluded as well/, 'overlap'],
  [/ is neither a namespace| is longer than/, 'invalid-name'],
];

const LISTS: readonly (readonly [field: RegExp, list: string])[] = [
  [/ClusterScoped/, 'cluster-scoped'],
  [/NamespaceScoped/, 'namespace-scoped'],
  [/namespaces/i, 'namespace'],
];

/** The checks of Velero behind the validation issues of a preview, each once: `namespace:star-mixed`. */
export function veleroChecks({ errors, veleroVersion }: PreviewResult): string[] {
  return [...new Set(errors.map((issue) => checkOf(issue, veleroVersion)))];
}

function checkOf({ rule, path, message }: ValidationIssue, release: string): string {
  const whole = WHOLE[rule] ?? locationCheckOf(rule, message);
  if (whole !== undefined) return whole;
  const list = LISTS.find(([field]) => field.test(path))?.[1] ?? 'resource';
  const fault = FAULTS.find(([text]) => text.test(message))?.[1];
  return `${list}:${fault ?? nameCheckOf(release)}`;
}

function locationCheckOf(rule: ValidationRule, message: string): string | undefined {
  if (rule !== 'backup-location' && rule !== 'snapshot-location') return undefined;
  return LOCATION_FAULTS.find(([text]) => text.test(message))?.[1];
}

/** A release that expands no pattern judges it as a name. */
function nameCheckOf(release: string): string {
  const { namespaceGlobs } = MEASURED_RELEASES.find((one) => one.release === release) ?? {};
  return namespaceGlobs === 'literal' ? 'invalid-name' : 'bad-glob';
}
