import type { Rule } from '@k8s-backup-target/lint/explain';
import { type PolicyFinding, policyFaults } from '@k8s-backup-target/preview';
import { issueOf, type Template, type Values } from '@k8s-backup-target/schema/internal';
import * as templates from '../generated/cluster-templates.js';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import type { ObjectFinding } from './object-faults.js';

const POLICY =
  /(?:volumePolicies|includeExcludePolicy|namespacedFilterPolicies|clusterScopedFilterPolicy)["']?:/;

const ANNOTATIONS = ['backup.velero.io/backup-volumes', 'backup.velero.io/backup-volumes-excludes'];

/** Tells a text of a ConfigMap that is a resource policy of Velero. */
export function isPolicy(text: string): boolean {
  return POLICY.test(text);
}

/** Where a workload keeps its pods. */
const TEMPLATES: Readonly<Record<string, string>> = {
  CronJob: '/spec/jobTemplate/spec/template',
  DaemonSet: '/spec/template',
  Deployment: '/spec/template',
  Job: '/spec/template',
  ReplicaSet: '/spec/template',
  ReplicationController: '/spec/template',
  StatefulSet: '/spec/template',
};

/** What an object of Kubernetes says to Velero about volumes, and how it is wrong; undefined where it says nothing. */
export function volumeFaults(
  object: Fields,
  veleroVersion: string,
): readonly ObjectFinding[] | undefined {
  const kind = textOf(object['kind']) ?? '';
  if (kind === 'ConfigMap') return policyIn(object, veleroVersion);
  const template =
    kind === 'Pod' ? '' : Object.hasOwn(TEMPLATES, kind) ? TEMPLATES[kind] : undefined;
  if (template === undefined) return undefined;
  const misplaced = template === '' ? [] : annotationsOf(object).map(([key]) => misplacedAt(key));
  const pod = at(object, template);
  const lists = annotationsOf(pod);
  if (lists.length === 0 && misplaced.length === 0) return undefined;
  return [...misplaced, ...lists.flatMap(([key, text]) => namesFaults(key, text, pod, template))];
}

function policyIn({ data }: Fields, veleroVersion: string): readonly ObjectFinding[] | undefined {
  const policies = Object.entries(fieldsOf(data)).filter(
    (entry): entry is [string, string] => typeof entry[1] === 'string' && isPolicy(entry[1]),
  );
  if (policies.length === 0) return undefined;
  return policies.flatMap(([key, text]) =>
    policyFaults(text, { veleroVersion }).map((finding) =>
      ofPolicy(finding, `/data/${escaped(key)}`),
    ),
  );
}

function ofPolicy({ rule, place, message, remedy }: PolicyFinding, path: string): ObjectFinding {
  if (rule === 'policy-invalid') return { severity: 'error', rule, path, message };
  return { severity: 'warning', rule, path, message: `${place} ${message}`, remedy };
}

function misplacedAt(key: string): ObjectFinding {
  const path = `/metadata/annotations/${escaped(key)}`;
  return said(templates.volumeAnnotationMisplacedAnnotation, path, {});
}

function said<T extends Template & { readonly rule: Rule }>(
  template: T,
  path: string,
  values: Values<T>,
): ObjectFinding {
  return { severity: template.severity, ...issueOf(template, path, values) };
}

function namesFaults(key: string, text: string, pod: Fields, base: string): ObjectFinding[] {
  const path = `${base}/metadata/annotations/${escaped(key)}`;
  const volumes = listOf(fieldsOf(pod['spec'])['volumes']).map((one) => fieldsOf(one)['name']);
  return text.split(',').flatMap((name): ObjectFinding[] => {
    if (name === '' || volumes.includes(name)) return [];
    return name === name.trim()
      ? [said(templates.volumeNameUnknownAnnotation, path, { name })]
      : [said(templates.volumeNamesSpacedAnnotation, path, { name })];
  });
}

function annotationsOf(object: Fields): readonly (readonly [key: string, text: string])[] {
  const annotations = fieldsOf(fieldsOf(object['metadata'])['annotations']);
  return ANNOTATIONS.flatMap((key) => {
    const text = textOf(annotations[key]);
    return text === undefined ? [] : [[key, text] as const];
  });
}

function at(object: Fields, pointer: string): Fields {
  const names = pointer.split('/').slice(1);
  return names.reduce((value, name) => fieldsOf(value[name]), object);
}

function escaped(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}
