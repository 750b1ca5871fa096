import { MEASURED_RELEASES } from '@k8s-backup-target/lint';
import type { PreviewResult, ValidationIssue, ValidationRule } from '@k8s-backup-target/preview';

/** The checks of Velero that are about the spec as a whole. */
const WHOLE: Readonly<Partial<Record<ValidationRule, string>>> = {
  'mixed-filters': 'resource:mixed-filters',
  'two-selectors': 'selector:two-kinds',
  'policy-invalid': 'resource-policy:invalid',
  'policy-with-old-filters': 'resource-policy:old-filters',
};

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
  const whole = WHOLE[rule];
  if (whole !== undefined) return whole;
  const list = LISTS.find(([field]) => field.test(path))?.[1] ?? 'resource';
  const fault = FAULTS.find(([text]) => text.test(message))?.[1];
  return `${list}:${fault ?? nameCheckOf(release)}`;
}

/** A release that expands no pattern judges it as a name. */
function nameCheckOf(release: string): string {
  const { namespaceGlobs } = MEASURED_RELEASES.find((one) => one.release === release) ?? {};
  return namespaceGlobs === 'literal' ? 'invalid-name' : 'bad-glob';
}
