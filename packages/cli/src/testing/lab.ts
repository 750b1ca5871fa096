/** A lab in which all is well, for tests that break it: an API server and a Juju client, both of tables. */
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { managedByFor, toSchedule } from '@k8s-backup-target/velero';
import { type Answers, recordingApi } from './recording-api.js';

/** The objects and answers of a lab; a test changes what it breaks. */
export interface Lab {
  /** The answers of Juju's client, by command line. */
  readonly juju: Record<string, unknown>;
  schedules: LabObject[];
  backups: LabObject[];
  storageLocations: LabObject[];
  snapshotLocations: LabObject[];
  deployments: LabObject[];
  /** Statuses instead of lists, by the plural of the type. */
  readonly refused: Record<string, number>;
  /** Where Velero is; what the lab answers for `velero` where it is elsewhere is empty. */
  namespace: string;
}

/** An object of Kubernetes, to be changed. */
export interface LabObject {
  readonly metadata: Record<string, unknown>;
  spec: Record<string, unknown>;
  status: Record<string, unknown>;
}

/** Where the lab answers. */
export interface RunningLab {
  readonly env: Readonly<Record<string, string>>;
  readonly words: readonly string[];
  close(): Promise<void>;
}

/** The time in the lab. */
export const LAB_NOW = '2026-01-15T10:00:00Z';

const MODEL_UUID = '11111111-1111-4111-8111-111111111111';
/** The label of what the lab's integrator makes. */
export const OWNER: string = managedByFor({ app: 'integrator', modelUuid: MODEL_UUID });
const TARGET = {
  app: 'db',
  relation_name: 'backup',
  model: 'prod',
  spec: { include_namespaces: ['db'], ttl: '168h' },
};

/** A databag in the lab, with `spec` changed. */
export function published(spec: object = {}): Readonly<Record<string, string>> {
  return { backup_targets: JSON.stringify([{ ...TARGET, spec: { ...TARGET.spec, ...spec } }]) };
}

/** `juju show-unit` of one relation at the integrator's endpoint. */
export function unit(
  name: string,
  endpoint: string,
  related: string,
  data: object,
  unitName = 'db/0',
  id = 7,
) {
  const relation = {
    'relation-id': id,
    endpoint,
    'related-endpoint': related,
    'application-data': data,
    'related-units': { [unitName]: { 'in-scope': true, data: {} } },
  };
  return { [name]: { 'relation-info': [relation], 'provider-id': name, address: '10.1.1.1' } };
}

/** `juju show-model` where Juju has this version. */
export function model(version: string) {
  return { prod: { 'short-name': 'prod', 'model-uuid': MODEL_UUID, 'agent-version': version } };
}

/** `juju config integrator`. */
export function config(values: Readonly<Record<string, unknown>>) {
  const settings = { 'forward-to': 'kubernetes', schedule: '0 2 * * *', ...values };
  return {
    application: 'integrator',
    charm: 'integrator',
    settings: Object.fromEntries(
      Object.entries(settings).map(([name, value]) => [name, { type: 'string', value }]),
    ),
  };
}

/** A lab in which `db` was backed up last night. */
export function healthyLab(): Lab {
  const made = toSchedule(TARGET, { cron: '0 2 * * *' }, { managedBy: OWNER });
  const schedule: LabObject = {
    metadata: { ...made.metadata, creationTimestamp: '2026-01-01T00:00:00Z' },
    spec: { ...made.spec, template: { ...made.spec.template } },
    status: { phase: 'Enabled', lastBackup: '2026-01-15T02:00:05Z' },
  };
  return {
    juju: {
      'show-unit integrator/0': unit('integrator/0', 'k8s-backup-target', 'backup', published()),
      'show-model': model('3.6.28'),
      'config integrator': config({}),
    },
    schedules: [schedule],
    backups: [backup('last', '2026-01-15T02:00:05Z')],
    storageLocations: [
      {
        metadata: { name: 'default', namespace: 'velero' },
        spec: { default: true },
        status: { phase: 'Available', lastValidationTime: '2026-01-15T09:59:30Z' },
      },
    ],
    snapshotLocations: [
      {
        metadata: { name: 'default', namespace: 'velero' },
        spec: { provider: 'aws' },
        status: {},
      },
    ],
    deployments: [
      {
        metadata: { name: 'velero', namespace: 'velero', labels: { component: 'velero' } },
        spec: {
          replicas: 1,
          template: { spec: { containers: [{ image: 'velero/velero:v1.18.3' }] } },
        },
        status: { readyReplicas: 1 },
      },
    ],
    refused: {},
    namespace: 'velero',
  };
}

/** A Backup of the lab's Schedule, kept for 7 days. */
export function backup(name: string, startTimestamp: string, status: object = {}): LabObject {
  const { metadata } = toSchedule(TARGET, { cron: '0 2 * * *' }, { managedBy: OWNER });
  const expiration = new Date(Date.parse(startTimestamp) + 7 * 86_400_000).toISOString();
  return {
    metadata: {
      name,
      namespace: 'velero',
      creationTimestamp: startTimestamp,
      labels: { ...metadata.labels, 'velero.io/schedule-name': metadata.name },
    },
    spec: {},
    status: {
      phase: 'Completed',
      startTimestamp,
      expiration,
      progress: { itemsBackedUp: 9 },
      ...status,
    },
  };
}

/** Lets a lab answer. */
export async function runLab(lab: Lab): Promise<RunningLab> {
  const lists: readonly (readonly [string, string, readonly LabObject[]])[] = [
    ['schedules', 'velero.io', lab.schedules],
    ['backups', 'velero.io', lab.backups],
    ['backupstoragelocations', 'velero.io', lab.storageLocations],
    ['volumesnapshotlocations', 'velero.io', lab.snapshotLocations],
    ['deployments', 'apps', lab.deployments],
  ];
  const answers: Answers = Object.fromEntries([
    ['/apis/velero.io/v1/backupstoragelocations', { items: lab.storageLocations }],
    ...lists.map(([plural, group]) => [pathOf(group, 'velero', plural), { items: [] }]),
    ...lists.map(([plural, group, items]) => [
      pathOf(group, lab.namespace, plural),
      lab.refused[plural] ?? { items },
    ]),
  ]);
  const api = await recordingApi(answers);
  const folder = writeClient(lab.juju);
  return {
    env: { PATH: `${folder}:${process.env['PATH']}`, KBT_NOW: LAB_NOW },
    words: ['--unit', 'integrator/0', '--kubeconfig', api.kubeconfig],
    close: async () => {
      await api.close();
      rmSync(folder, { recursive: true });
    },
  };
}

function pathOf(group: string, namespace: string, plural: string): string {
  return `/apis/${group}/v1/namespaces/${namespace}/${plural}`;
}

/** Writes a client of Juju that gives these answers; the folder that it is in, for PATH. */
export function writeClient(answers: Readonly<Record<string, unknown>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'kbt-lab-'));
  const cases = Object.entries(answers).map(([line, answer], index) => {
    writeFileSync(join(folder, `${index}.json`), JSON.stringify(answer));
    return `"${line} --format json") cat '${folder}/${index}.json';;`;
  });
  const rest = '*) echo "ERROR not found" >&2; exit 1;;';
  const script = ['#!/bin/sh', 'case "$*" in', ...cases, rest, 'esac', ''].join('\n');
  writeFileSync(join(folder, 'juju'), script);
  chmodSync(join(folder, 'juju'), 0o755);
  return folder;
}
