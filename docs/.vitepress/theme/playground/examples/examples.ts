/** The examples menu: each shows one thing that goes wrong, or one that an application needs. */

/** A text to start from. */
export interface Example {
  /** In links: stays the same when the title changes. */
  readonly id: string;
  readonly title: string;
  /** One sentence: what to look at. */
  readonly about: string;
  readonly text: string;
}

const TARGETS = String.raw`[{\"app\": \"shop\", \"relation_name\": \"backup\", \"model\": \"prod\", \"spec\": {\"include_namespaces\": [\"shop\"], \"ttl\": \"24H\"}}, {\"app\": \"analytics\", \"relation_name\": \"backup\", \"model\": \"prod\", \"spec\": {\"include_namespaces\": [\"analytics\"], \"ttl\": \"30d\"}}]`;

/** The page starts with the first. */
export const EXAMPLES: readonly [Example, ...Example[]] = [
  {
    id: 'shop',
    title: 'A whole namespace',
    about: 'Remove the line include_cluster_resources, and see which objects that brings back.',
    text: `include_namespaces:
  - shop
exclude_resources:
  - secrets
include_cluster_resources: false
ttl: 30d
`,
  },
  {
    id: 'labels',
    title: 'Only what has a label',
    about: 'A selector also saves what the selected objects refer to, labelled or not.',
    text: `include_namespaces: [shop]
label_selector:
  app: db
ttl: 72h
`,
  },
  {
    id: 'claims',
    title: 'Claims without their volumes',
    about: 'The claims are saved and their PersistentVolumes are not, so there is no data.',
    text: `include_namespaces: [shop]
include_resources: [persistentvolumeclaims]
`,
  },
  {
    id: 'misspelt',
    title: 'A misspelt field',
    about: 'Other readers drop it in silence, and the backup then holds everything.',
    text: `include_namespace: [shop]
ttl: 24H
`,
  },
  {
    id: 'databag',
    title: 'A databag with one bad entry',
    about: 'One ttl is wrong. The other target is still read.',
    text: `{
  "backup_targets": "${TARGETS}"
}
`,
  },
  {
    id: 'show-unit',
    title: 'juju show-unit',
    about: 'What an integrator sees, as Juju prints it.',
    text: `integrator/0:
  opened-ports: []
  charm: ch:amd64/integrator-12
  leader: true
  relation-info:
  - relation-id: 5
    endpoint: k8s-backup-target
    related-endpoint: backup
    application-data:
      backup_targets: '[{"app": "shop", "relation_name": "backup", "model": "prod", "spec":
        {"include_namespaces": ["shop"], "include_cluster_resources": false, "ttl": "30d"}}]'
    related-units:
      shop/0:
        in-scope: true
        data: {}
  provider-id: integrator-0
  address: 10.1.0.7
`,
  },
  {
    id: 'schedule',
    title: 'A Schedule of Velero',
    about:
      'The ttl is in days, which Velero cannot read, and Sunday is 7, which one library refuses.',
    text: `apiVersion: velero.io/v1
kind: Schedule
metadata:
  name: shop-nightly
  namespace: velero
spec:
  schedule: 0 3 * * 7
  template:
    includedNamespaces: [shop]
    ttl: 30d
`,
  },
  {
    id: 'backup',
    title: 'A Backup of Velero',
    about: 'Lists by scope: cluster-scoped types are named by themselves.',
    text: `apiVersion: velero.io/v1
kind: Backup
metadata:
  name: shop-now
  namespace: velero
spec:
  includedNamespaces: [shop, analytics]
  includedClusterScopedResources: [persistentvolumes]
  excludedNamespaceScopedResources: [secrets]
  ttl: 72h0m0s
`,
  },
];
