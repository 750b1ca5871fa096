import { type PolicyFinding, policyFaults } from '@k8s-backup-target/preview';
import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import type { ObjectFinding } from './object-faults.js';

/** What makes a text of a ConfigMap a resource policy of Velero. */
const POLICY =
  /(?:volumePolicies|includeExcludePolicy|namespacedFilterPolicies|clusterScopedFilterPolicy)["']?:/;

const ANNOTATIONS = ['backup.velero.io/backup-volumes', 'backup.velero.io/backup-volumes-excludes'];

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
    (entry): entry is [string, string] => typeof entry[1] === 'string' && POLICY.test(entry[1]),
  );
  if (policies.length === 0) return undefined;
  return policies.flatMap(([key, text]) =>
    policyFaults(text, { veleroVersion }).map((finding) =>
      ofPolicy(finding, `/data/${escaped(key)}`),
    ),
  );
}

function ofPolicy({ rule, place, message }: PolicyFinding, path: string): ObjectFinding {
  if (rule === 'policy-invalid') {
    return {
      severity: 'error',
      rule,
      path,
      message: `is not a policy that Velero reads: ${message}`,
    };
  }
  return {
    severity: 'warning',
    rule,
    path,
    message: `${place} ${message}`,
    remedy: REMEDIES[rule],
  };
}

const REMEDIES = {
  'policy-condition-empty':
    'write empty braces for any volume of this kind, or the values that it must have',
  'policy-capacity-from-zero':
    'add a condition, such as volumeTypes or storageClass, or begin above 0',
  'policy-volume-type-unknown':
    'write the name of the source, such as nfs, csi, emptyDir or hostPath',
} as const;

function misplacedAt(key: string): ObjectFinding {
  return {
    severity: 'warning',
    rule: 'volume-annotation-misplaced',
    path: `/metadata/annotations/${escaped(key)}`,
    message: 'has no effect here: Velero reads it from pods',
    remedy: 'write it below spec.template.metadata.annotations',
  };
}

function namesFaults(key: string, text: string, pod: Fields, base: string): ObjectFinding[] {
  const path = `${base}/metadata/annotations/${escaped(key)}`;
  const volumes = listOf(fieldsOf(pod['spec'])['volumes']).map((one) => fieldsOf(one)['name']);
  return text.split(',').flatMap((name): ObjectFinding[] => {
    if (name === '' || volumes.includes(name)) return [];
    const quoted = JSON.stringify(name);
    return name === name.trim()
      ? [
          {
            severity: 'warning',
            rule: 'volume-name-unknown',
            path,
            message: `names ${quoted}, which the pod does not have`,
            remedy: 'write the name of an entry of spec.volumes',
          },
        ]
      : [
          {
            severity: 'warning',
            rule: 'volume-names-spaced',
            path,
            message: `names ${quoted}, blank included, which no volume is`,
            remedy: 'write the names with commas alone between them',
          },
        ];
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
