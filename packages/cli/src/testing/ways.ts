/** Ways to break a lab in which all is well, and what is to be said of each. */
import { backup, config, type Lab, model, published, unit } from './lab.js';

/** The first object of a list, which a lab has. */
function first<Item>([item]: readonly Item[]): Item {
  if (item === undefined) throw new Error('the lab lacks it');
  return item;
}

const schedule = (lab: Lab) => first(lab.schedules);
const template = (lab: Lab, changes: object) => {
  const { spec } = schedule(lab);
  spec['template'] = { ...Object(spec['template']), ...changes };
};
const location = (lab: Lab) => first(lab.storageLocations);
const snapshots = (lab: Lab) => first(lab.snapshotLocations);
const server = (lab: Lab) => first(lab.deployments);

/** The server of the lab, started with these arguments. */
const withArguments = (lab: Lab, ...args: readonly string[]) => {
  const container = { image: 'velero/velero:v1.18.3', args: ['server', ...args] };
  server(lab).spec['template'] = { spec: { containers: [container] } };
};

/** The server of the lab, started by a shell with this line. */
const startedByShell = (lab: Lab, line: string) => {
  const container = { image: 'velero/velero:v1.18.3', command: ['/bin/sh', '-c', line] };
  server(lab).spec['template'] = { spec: { containers: [container] } };
};

/** The integrator of the lab, related to velero-operator as well, and what each of the two shows. */
function forwarding(sent: object) {
  const target = unit('integrator/0', 'k8s-backup-target', 'backup', published());
  const toOperator = unit(
    'integrator/0',
    'velero-backup',
    'velero-backups',
    {},
    'velero-operator/0',
    8,
  );
  return {
    'show-unit integrator/0': withRelationsOf(target, toOperator),
    'show-unit velero-operator/0': unit(
      'velero-operator/0',
      'velero-backups',
      'velero-backup',
      sent,
      'integrator/0',
      8,
    ),
  };
}

function withRelationsOf(one: ReturnType<typeof unit>, other: ReturnType<typeof unit>) {
  const [[name, shown] = ['', undefined]] = Object.entries(one);
  const relations = [one, other].flatMap((each) =>
    Object.values(each).flatMap((fields) => fields['relation-info']),
  );
  return { [name]: { ...shown, 'relation-info': relations } };
}

/** A Backup of the target that no Schedule made. */
function byHand(made: ReturnType<typeof backup>): ReturnType<typeof backup> {
  const { 'velero.io/schedule-name': _, ...labels } = Object(made.metadata['labels']);
  made.metadata['labels'] = labels;
  return made;
}

/** State and step, what is said, and how it came about. */
export type Way = readonly [
  name: string,
  state: string,
  step: string,
  says: string,
  change: (lab: Lab) => void,
];

/** Ways to break a lab: never may one of them be green. */
export const WAYS: readonly Way[] = [
  [
    'server scaled to 0',
    'at-risk',
    'velero',
    'scaled to 0',
    (lab) => {
      server(lab).spec['replicas'] = 0;
    },
  ],
  [
    'server not ready',
    'at-risk',
    'velero',
    '0 of 1 ready',
    (lab) => {
      server(lab).status = { replicas: 1 };
    },
  ],
  [
    'storage unavailable',
    'at-risk',
    'storage',
    'is Unavailable',
    (lab) => {
      location(lab).status = { phase: 'Unavailable', message: 'credentials expired' };
    },
  ],
  [
    'storage not validated for nine days',
    'at-risk',
    'storage',
    'last validated 9 d ago',
    (lab) => {
      location(lab).status['lastValidationTime'] = '2026-01-06T10:00:00Z';
    },
  ],
  [
    'storage read-only',
    'at-risk',
    'storage',
    'read-only',
    (lab) => {
      location(lab).spec['accessMode'] = 'ReadOnly';
    },
  ],
  [
    'no storage',
    'at-risk',
    'storage',
    'no BackupStorageLocation is the default',
    (lab) => {
      lab.storageLocations = [];
    },
  ],
  [
    'two default storages',
    'at-risk',
    'storage',
    'all marked as default',
    (lab) =>
      void lab.storageLocations.push({
        ...location(lab),
        metadata: { name: 'other', namespace: 'velero' },
      }),
  ],
  [
    'two places for the snapshots of one provider',
    'at-risk',
    'storage',
    'the provider aws has the VolumeSnapshotLocations default and other',
    (lab) =>
      void lab.snapshotLocations.push({
        ...snapshots(lab),
        metadata: { name: 'other', namespace: 'velero' },
      }),
  ],
  [
    'a store that does not exist',
    'at-risk',
    'applied',
    'storageLocation',
    (lab) => template(lab, { storageLocation: 'gone' }),
  ],
  [
    'Schedule patched to another namespace',
    'at-risk',
    'applied',
    'includedNamespaces',
    (lab) => template(lab, { includedNamespaces: ['other'] }),
  ],
  [
    'Schedule patched to another ttl',
    'at-risk',
    'applied',
    '/spec/template/ttl',
    (lab) => template(lab, { ttl: '1h0m0s' }),
  ],
  [
    'Schedule patched to another cron',
    'at-risk',
    'applied',
    '/spec/schedule',
    (lab) => {
      schedule(lab).spec['schedule'] = '0 2 * * 0';
    },
  ],
  [
    "labelled as somebody else's",
    'at-risk',
    'applied',
    'managed by someone',
    (lab) => {
      schedule(lab).metadata['labels'] = {
        ...Object(schedule(lab).metadata['labels']),
        'managed-by': 'someone',
      };
    },
  ],
  [
    'Schedule deleted',
    'not-protected',
    'applied',
    'has no Schedule',
    (lab) => {
      lab.schedules = [];
    },
  ],
  [
    'Schedule paused',
    'at-risk',
    'scheduled',
    'paused',
    (lab) => {
      schedule(lab).spec['paused'] = true;
    },
  ],
  [
    'Schedule refused by Velero',
    'at-risk',
    'scheduled',
    'bad cron',
    (lab) => {
      schedule(lab).status = { phase: 'FailedValidation', validationErrors: ['bad cron'] };
    },
  ],
  [
    'last Backup failed',
    'not-protected',
    'last-backup',
    'is Failed',
    (lab) => {
      lab.backups = [
        backup('last', '2026-01-15T02:00:05Z', { phase: 'Failed', failureReason: 'no store' }),
      ];
    },
  ],
  [
    'last Backup failed after a good one',
    'at-risk',
    'last-backup',
    'is PartiallyFailed',
    (lab) =>
      void lab.backups.push(
        backup('newer', '2026-01-15T03:00:00Z', { phase: 'PartiallyFailed', errors: 2 }),
      ),
  ],
  [
    'last Backup failed validation',
    'not-protected',
    'last-backup',
    'FailedValidation',
    (lab) => {
      lab.backups = [
        backup('last', '2026-01-15T02:00:05Z', {
          phase: 'FailedValidation',
          validationErrors: ['no such store'],
        }),
      ];
    },
  ],
  [
    'a run missed',
    'at-risk',
    'last-backup',
    'was missed',
    (lab) => {
      schedule(lab).status['lastBackup'] = '2026-01-13T02:00:05Z';
      lab.backups = [backup('old', '2026-01-13T02:00:05Z')];
    },
  ],
  [
    'no Backup since 15 days',
    'not-protected',
    'last-backup',
    'was missed',
    (lab) => {
      schedule(lab).status = { phase: 'Enabled' };
      lab.backups = [];
    },
  ],
  [
    'last Backup expired',
    'not-protected',
    'last-backup',
    'and expired',
    (lab) => {
      lab.backups = [
        backup('last', '2026-01-15T02:00:05Z', { expiration: '2026-01-15T04:00:00Z' }),
      ];
    },
  ],
  [
    'kept for less than the interval',
    'at-risk',
    'last-backup',
    'before the next run',
    (lab) => {
      lab.backups = [
        backup('last', '2026-01-15T02:00:05Z', { expiration: '2026-01-15T12:00:05Z' }),
      ];
    },
  ],
  [
    'Backup saved nothing',
    'not-protected',
    'last-backup',
    'saved no objects',
    (lab) => {
      lab.backups = [backup('last', '2026-01-15T02:00:05Z', { progress: { itemsBackedUp: 0 } })];
    },
  ],
  [
    'Backup without the snapshot of a volume',
    'at-risk',
    'last-backup',
    'without 1 snapshot of volumes',
    (lab) => {
      const counts = { volumeSnapshotsAttempted: 2, volumeSnapshotsCompleted: 1 };
      lab.backups = [backup('last', '2026-01-15T02:00:05Z', counts)];
    },
  ],
  [
    'Backup without any CSI snapshot',
    'at-risk',
    'last-backup',
    'without 3 snapshots of volumes',
    (lab) => {
      lab.backups = [backup('last', '2026-01-15T02:00:05Z', { csiVolumeSnapshotsAttempted: 3 })];
    },
  ],
  [
    'Backup stuck in InProgress',
    'at-risk',
    'scheduled',
    'no run while stuck is InProgress',
    (lab) => {
      schedule(lab).status['lastBackup'] = '2026-01-14T14:00:00Z';
      lab.backups = [
        backup('stuck', '2026-01-14T14:00:00Z', { phase: 'InProgress' }),
        backup('good', '2026-01-14T02:00:00Z'),
      ];
    },
  ],
  [
    'Backup stuck in New',
    'not-protected',
    'scheduled',
    'is New',
    (lab) => {
      lab.backups = [backup('stuck', '2026-01-15T02:00:00Z', { phase: 'New' })];
    },
  ],
  [
    'Backup stuck in InProgress, behind a newer one made by hand',
    'at-risk',
    'scheduled',
    'no run while stuck is InProgress',
    (lab) => {
      lab.backups = [
        backup('stuck', '2026-01-14T14:00:00Z', { phase: 'InProgress' }),
        byHand(backup('by-hand', '2026-01-15T08:00:00Z')),
      ];
    },
  ],
  [
    'a Backup under way after nights that failed',
    'at-risk',
    'last-backup',
    'is Failed',
    (lab) => {
      lab.backups = [
        backup('now', '2026-01-15T09:55:00Z', { phase: 'InProgress' }),
        backup('failed', '2026-01-14T02:00:05Z', { phase: 'Failed' }),
        backup('good', '2026-01-13T02:00:05Z'),
      ];
    },
  ],
  [
    'a Backup under way after none for days',
    'at-risk',
    'last-backup',
    'there is none of the run of 2026-01-12 02:00 UTC',
    (lab) => {
      lab.backups = [
        backup('now', '2026-01-15T09:55:00Z', { phase: 'InProgress' }),
        backup('good', '2026-01-11T02:00:05Z'),
      ];
    },
  ],
  [
    'the Backups of the last nights deleted',
    'at-risk',
    'last-backup',
    'there is none of the run of 2026-01-13 02:00 UTC',
    (lab) => {
      lab.backups = [backup('old', '2026-01-12T02:00:05Z')];
    },
  ],
  [
    'the only Backup being deleted',
    'not-protected',
    'last-backup',
    'none is left',
    (lab) => {
      lab.backups = [backup('last', '2026-01-15T02:00:05Z', { phase: 'Deleting' })];
    },
  ],
  [
    'a run missed, and a Backup made by hand since',
    'at-risk',
    'last-backup',
    'the run of 2026-01-14 02:00 UTC was missed',
    (lab) => {
      schedule(lab).status['lastBackup'] = '2026-01-13T02:00:05Z';
      lab.backups = [byHand(backup('by-hand', '2026-01-15T08:00:00Z'))];
    },
  ],
  [
    'Schedule being deleted',
    'at-risk',
    'applied',
    'is being deleted',
    (lab) => {
      schedule(lab).metadata['deletionTimestamp'] = '2026-01-15T09:00:00Z';
    },
  ],
  [
    'the only Backup waiting for its finalizers',
    'not-protected',
    'last-backup',
    'none is left',
    (lab) => {
      first(lab.backups).metadata['deletionTimestamp'] = '2026-01-15T09:00:00Z';
    },
  ],
  [
    'storage being deleted',
    'at-risk',
    'storage',
    'is being deleted',
    (lab) => {
      location(lab).metadata['deletionTimestamp'] = '2026-01-15T09:00:00Z';
    },
  ],
  [
    'last Backup in a storage location that is gone',
    'not-protected',
    'last-backup',
    'into the storage location old, which does not exist',
    (lab) => {
      first(lab.backups).spec = { includedNamespaces: ['db'], storageLocation: 'old' };
    },
  ],
  [
    'last Backup in another storage location, which is unavailable',
    'not-protected',
    'last-backup',
    'into the storage location old, which is Unavailable',
    (lab) => {
      const old = { name: 'old', namespace: 'velero' };
      lab.storageLocations.push({ metadata: old, spec: {}, status: { phase: 'Unavailable' } });
      first(lab.backups).spec = { includedNamespaces: ['db'], storageLocation: 'old' };
    },
  ],
  [
    'server without the controller of Schedules, by one of several options',
    'at-risk',
    'velero',
    '--disable-controllers schedule',
    (lab) => withArguments(lab, '--disable-controllers', 'schedule', '--disable-controllers=gc'),
  ],
  [
    'server that a shell starts without the controller of Backups',
    'at-risk',
    'velero',
    '--disable-controllers backup',
    (lab) => startedByShell(lab, 'exec /velero server --disable-controllers=gc,backup'),
  ],
  [
    'server that reads another namespace',
    'at-risk',
    'velero',
    'velero reads the objects of the namespace elsewhere, not those of velero',
    (lab) => withArguments(lab, '--namespace=elsewhere'),
  ],
  [
    'Schedule of the target, by somebody else under another name',
    'at-risk',
    'applied',
    'velero/handmade, of the same target, is of someone',
    (lab) => {
      const { metadata } = schedule(lab);
      metadata['name'] = 'handmade';
      metadata['labels'] = { ...Object(metadata['labels']), 'managed-by': 'someone' };
      const { metadata: made } = first(lab.backups);
      made['labels'] = { ...Object(made['labels']), 'velero.io/schedule-name': 'handmade' };
    },
  ],
  [
    'Schedule made anew, at which Velero has not looked',
    'at-risk',
    'scheduled',
    'Velero has not looked at the Schedule since it was made',
    (lab) => {
      schedule(lab).status = {};
      schedule(lab).metadata['creationTimestamp'] = '2026-01-15T08:00:00Z';
    },
  ],
  [
    'Schedule created paused, at which Velero never looks',
    'at-risk',
    'scheduled',
    'paused',
    (lab) => {
      schedule(lab).spec['paused'] = true;
      schedule(lab).status = {};
      schedule(lab).metadata['creationTimestamp'] = '2026-01-15T08:00:00Z';
    },
  ],
  [
    'the Backup of the last run deleted, and a newer one of another cluster in the same bucket',
    'at-risk',
    'last-backup',
    'there is none of the run of 2026-01-14',
    (lab) => {
      const theirs = backup('theirs', '2026-01-15T03:00:00Z', {
        completionTimestamp: '2026-01-15T03:01:00Z',
      });
      theirs.metadata['creationTimestamp'] = '2026-01-15T03:05:00Z';
      lab.backups = [theirs, backup('good', '2026-01-13T02:00:05Z')];
    },
  ],
  [
    'an hourly Backup under way for hours',
    'at-risk',
    'last-backup',
    'and the run of 2026-01-15 05:00 UTC was missed meanwhile',
    (lab) => {
      firingAt(lab, '0 * * * *', '2026-01-15T04:00:00Z');
      lab.backups = [
        backup('now', '2026-01-15T04:00:00Z', { phase: 'InProgress' }),
        backup('good', '2026-01-15T03:00:00Z'),
      ];
    },
  ],
  [
    'last Backup on a Thursday, which expires on Sunday, before the run of Monday',
    'at-risk',
    'last-backup',
    'expires before the next run',
    (lab) => {
      firingAt(lab, '0 2 * * 1,4', '2026-01-15T02:00:05Z');
      lab.backups = [
        backup('last', '2026-01-15T02:00:05Z', { expiration: '2026-01-18T14:00:00Z' }),
      ];
    },
  ],
  [
    'labels that nothing in the namespace has',
    'not-protected',
    'last-backup',
    'saved Namespaces and nothing in them',
    (lab) => {
      const data = published({ label_selector: { app: 'misspelt' } });
      lab.juju['show-unit integrator/0'] = unit(
        'integrator/0',
        'k8s-backup-target',
        'backup',
        data,
      );
      template(lab, { labelSelector: { matchLabels: { app: 'misspelt' } } });
      lab.backups = [backup('last', '2026-01-15T02:00:05Z', { progress: { itemsBackedUp: 1 } })];
    },
  ],
  [
    'a Backup that failed, and a newer one of another cluster in the same bucket',
    'at-risk',
    'last-backup',
    'ours is Failed',
    (lab) => {
      const theirs = backup('theirs', '2026-01-15T02:00:30Z', {
        completionTimestamp: '2026-01-15T02:01:00Z',
      });
      theirs.metadata['creationTimestamp'] = '2026-01-15T02:05:00Z';
      lab.backups = [
        theirs,
        backup('ours', '2026-01-15T02:00:05Z', { phase: 'Failed', failureReason: 'no store' }),
        backup('good', '2026-01-14T02:00:05Z'),
      ];
    },
  ],
  [
    'runs missed, and a Backup made by hand from the Schedule since',
    'at-risk',
    'last-backup',
    'the run of 2026-01-13 02:00 UTC was missed',
    (lab) => {
      schedule(lab).status['lastBackup'] = '2026-01-12T02:00:05Z';
      lab.backups = [backup('by-hand', '2026-01-15T08:00:00Z')];
    },
  ],
  ...(
    [
      ['snapshotVolumes', { snapshotVolumes: false }],
      ['resourcePolicy', { resourcePolicy: { kind: 'configmap', name: 'skip-volumes' } }],
      ['excludedNamespaces', { excludedNamespaces: ['db'] }],
      ['excludedNamespaceScopedResources', { excludedNamespaceScopedResources: ['secrets'] }],
    ] as const
  ).map(
    ([field, changes]): Way => [
      `last Backup made with ${field}, which the Schedule has not`,
      'at-risk',
      'last-backup',
      `with other ${field} than the Schedule has now`,
      (lab) => {
        first(lab.backups).spec = { includedNamespaces: ['db'], ...changes };
      },
    ],
  ),
  [
    'Backups that another cluster made in the same bucket',
    'at-risk',
    'last-backup',
    'was missed',
    (lab) => {
      schedule(lab).status = { phase: 'Enabled' };
      const copied = backup('last', '2026-01-15T02:00:05Z', {
        completionTimestamp: '2026-01-15T02:01:00Z',
      });
      copied.metadata['creationTimestamp'] = '2026-01-15T02:05:00Z';
      lab.backups = [copied];
    },
  ],
  [
    'last Backup made before the Schedule selected what it does now',
    'at-risk',
    'last-backup',
    'with other includedNamespaces than the Schedule has now',
    (lab) => {
      first(lab.backups).spec = { includedNamespaces: ['other'] };
    },
  ],
  [
    'a Backup of no objects, as Velero counts',
    'not-protected',
    'last-backup',
    'saved no objects',
    (lab) => {
      lab.backups = [backup('last', '2026-01-15T02:00:05Z', { progress: {} })];
    },
  ],
  [
    'storage with a validation frequency of its own, not validated for nine days',
    'at-risk',
    'storage',
    'last validated 9 d ago',
    (lab) => {
      location(lab).spec['validationFrequency'] = '1m0s';
      location(lab).status['lastValidationTime'] = '2026-01-06T10:00:00Z';
    },
  ],
  [
    'a Backup that Velero cannot read',
    'at-risk',
    'velero',
    'no Backup is processed while backup/poison is there',
    (lab) => {
      const poison = byHand(backup('poison', '2026-01-15T09:00:00Z', { phase: undefined }));
      poison.metadata['labels'] = {};
      poison.spec = { ttl: '30d' };
      lab.backups.push(poison);
    },
  ],
  [
    "somebody else's Schedule that Velero cannot read",
    'at-risk',
    'velero',
    'does not start again while schedule/poison is there',
    (lab) => {
      const { metadata, spec, ...rest } = structuredClone(schedule(lab));
      const template = { includedNamespaces: ['poison'], ttl: '30d' };
      lab.schedules.push({
        ...rest,
        metadata: { ...metadata, name: 'poison', labels: {}, annotations: {} },
        spec: { ...spec, template },
      });
    },
  ],
  [
    'server without the controller of Schedules',
    'at-risk',
    'velero',
    '--disable-controllers schedule',
    (lab) => withArguments(lab, '--disable-controllers=schedule,gc'),
  ],
  [
    'Schedule of velero-operator patched to another cron',
    'at-risk',
    'applied',
    '/spec/schedule',
    (lab) => {
      const spec = JSON.stringify({ include_namespaces: ['db'], schedule: '0 2 * * *' });
      const data = { app: 'db', relation_name: 'backup', model: 'prod', spec };
      lab.juju['config integrator'] = config({ 'forward-to': 'relation', schedule: '' });
      Object.assign(lab.juju, forwarding(data));
      schedule(lab).spec['schedule'] = '0 2 1 1 *';
    },
  ],
  [
    'nothing published',
    'not-protected',
    'published',
    'has published no backup target',
    (lab) => {
      lab.juju['show-unit integrator/0'] = unit('integrator/0', 'k8s-backup-target', 'backup', {});
    },
  ],
  [
    'target that breaks the contract',
    'not-protected',
    'valid',
    'schema',
    (lab) => {
      lab.juju['show-unit integrator/0'] = unit(
        'integrator/0',
        'k8s-backup-target',
        'backup',
        published({ ttl: '24H' }),
      );
    },
  ],
  [
    'integrator without a schedule',
    'at-risk',
    'forwarded',
    'no schedule',
    (lab) => {
      lab.juju['config integrator'] = config({ schedule: '' });
    },
  ],
  [
    'integrator with a schedule that never fires',
    'at-risk',
    'forwarded',
    'never matches',
    (lab) => {
      lab.juju['config integrator'] = config({ schedule: '0 0 31 2 *' });
    },
  ],
];

/** A target whose parts have another order in the cluster. */
const TWO_OF_EACH = { include_namespaces: ['db', 'cache'], label_selector: { b: '1', a: '2' } };

/** A Schedule that fires at this time, as the option of the integrator says. */
const firingAt = (lab: Lab, cron: string, last: string) => {
  lab.juju['config integrator'] = config({ schedule: cron });
  schedule(lab).spec['schedule'] = cron;
  schedule(lab).status['lastBackup'] = last;
  lab.backups = [backup('last', last)];
};

/** Ways in which a lab differs from others and is fine. */
export const FINE: readonly (readonly [name: string, change: (lab: Lab) => void])[] = [
  ['on Juju 3.6', () => undefined],
  [
    'on Juju 2.9',
    (lab) => {
      lab.juju['show-model'] = model('2.9.52');
    },
  ],
  [
    'on Juju 4',
    (lab) => {
      lab.juju['show-model'] = model('4.0.15');
      lab.juju['show-unit integrator/0'] = unit('integrator/0', 'k8s-backup-target', 'backup', {});
      lab.juju['show-unit db/0'] = unit(
        'db/0',
        'backup',
        'k8s-backup-target',
        published(),
        'integrator/0',
      );
    },
  ],
  [
    'while a Backup is made',
    (lab) => void lab.backups.push(backup('now', '2026-01-15T09:55:00Z', { phase: 'InProgress' })),
  ],
  [
    'with a Backup that Velero does not look at any more, before a good one',
    (lab) => void lab.backups.push(backup('old', '2026-01-14T02:00:05Z', { phase: 'Deleting' })),
  ],
  [
    'with a storage location that is validated once a week',
    (lab) => {
      location(lab).spec['validationFrequency'] = '168h0m0s';
      location(lab).status['lastValidationTime'] = '2026-01-10T10:00:00Z';
    },
  ],
  [
    'with a server that does not validate storage',
    (lab) => {
      withArguments(lab, '--store-validation-frequency', '0');
      location(lab).status['lastValidationTime'] = '2026-01-01T10:00:00Z';
    },
  ],
  [
    "with a default storage that is the server's own",
    (lab) => {
      withArguments(lab, '--default-backup-storage-location=offsite');
      location(lab).spec = {};
      location(lab).metadata['name'] = 'offsite';
    },
  ],
  [
    "next to MinIO and a user interface with Velero's labels",
    (lab) => {
      const labels = { component: 'velero' };
      const other = (name: string, image: string) => ({
        metadata: { name, namespace: 'velero', labels },
        spec: { replicas: 0, template: { spec: { containers: [{ image, args: ['server'] }] } } },
        status: {},
      });
      lab.deployments = [other('a', 'minio/minio:1'), ...lab.deployments, other('z', 'ui:2')];
    },
  ],
  [
    'with a Backup that saved more than the Schedule selects now',
    (lab) => {
      first(lab.backups).spec = {
        includedNamespaces: ['*'],
        excludedResources: ['volumesnapshots.snapshot.storage.k8s.io'],
        ttl: '168h0m0s',
      };
    },
  ],
  [
    'while many Backups wait for one that is made',
    (lab) => {
      const running = backup('of-another', '2026-01-15T02:00:06Z', { phase: 'InProgress' });
      running.metadata['labels'] = { 'velero.io/schedule-name': 'another' };
      lab.backups = [
        backup('waits', '2026-01-15T02:00:05Z', { phase: 'New' }),
        backup('good', '2026-01-14T02:00:05Z'),
        running,
      ];
    },
  ],
  [
    'with a Backup that failed in part before a good one',
    (lab) =>
      void lab.backups.push(
        backup('before', '2026-01-14T02:00:05Z', { phase: 'PartiallyFailed', errors: 3 }),
      ),
  ],
  [
    'with a cron expression of another time zone',
    (lab) => firingAt(lab, 'CRON_TZ=Asia/Tokyo 0 20 * * *', '2026-01-14T11:00:05Z'),
  ],
  [
    'with a server in another time zone',
    (lab) => {
      const env = [{ name: 'TZ', value: 'Asia/Tokyo' }];
      const container = { image: 'velero/velero:v1.18.3', args: ['server'], env };
      server(lab).spec['template'] = { spec: { containers: [container] } };
      firingAt(lab, '0 20 * * *', '2026-01-14T11:00:05Z');
    },
  ],
  [
    'next to a server of before, scaled to 0',
    (lab) => {
      const before = { metadata: { name: 'velero-1-16', namespace: 'velero' }, status: {} };
      const labels = { component: 'velero' };
      lab.deployments = [
        {
          ...before,
          metadata: { ...before.metadata, labels },
          spec: { ...server(lab).spec, replicas: 0 },
        },
        ...lab.deployments,
      ];
    },
  ],
  [
    'with a namespace that the server takes from a variable',
    (lab) => withArguments(lab, '--namespace=$(VELERO_NAMESPACE)'),
  ],
  [
    'with a namespace in quotes, for the shell that starts the server',
    (lab) => startedByShell(lab, 'exec /velero server --namespace="velero"'),
  ],
  [
    'after velero schedule pause and unpause',
    (lab) => {
      template(lab, { csiSnapshotTimeout: '0s', itemOperationTimeout: '0s' });
      template(lab, { hooks: {}, metadata: {}, ttl: '168h' });
      schedule(lab).spec['skipImmediately'] = false;
    },
  ],
  [
    'with a Schedule whose names and labels have another order',
    (lab) => {
      const data = published(TWO_OF_EACH);
      lab.juju['show-unit integrator/0'] = unit(
        'integrator/0',
        'k8s-backup-target',
        'backup',
        data,
      );
      template(lab, {
        includedNamespaces: ['cache', 'db'],
        labelSelector: { matchLabels: { a: '2', b: '1' } },
      });
    },
  ],
  ...(
    [
      ['is kept for hours', { expiration: '2026-01-15T12:00:00Z' }, {}],
      ['has expired', { expiration: '2026-01-15T09:00:00Z' }, {}],
      ['saved nothing', { progress: {} }, {}],
      ['was to save less', {}, { includedNamespaces: ['db'], includedResources: ['configmaps'] }],
      ['is under way', { phase: 'InProgress' }, {}],
    ] as const
  ).map(
    ([what, status, spec]) =>
      [
        `with a newer Backup made by hand, which ${what}`,
        (lab: Lab) => {
          const made = byHand(backup('by-hand', '2026-01-15T08:00:00Z', status));
          made.spec = { ...spec };
          lab.backups.push(made);
        },
      ] as const,
  ),
];

/** Ways in which it is not known how a lab is. */
export const UNKNOWN: readonly (readonly [
  name: string,
  step: string,
  change: (lab: Lab) => void,
])[] = [
  [
    'no right to list VolumeSnapshotLocations',
    'storage',
    (lab) => {
      lab.refused['volumesnapshotlocations'] = 403;
    },
  ],
  [
    'a clock that is three hours behind',
    'storage',
    (lab) => {
      location(lab).status['lastValidationTime'] = '2026-01-15T13:00:00Z';
    },
  ],
  [
    'no right to list Deployments',
    'velero',
    (lab) => {
      lab.refused['deployments'] = 403;
    },
  ],
  [
    'Velero in another namespace',
    'velero',
    (lab) => {
      lab.deployments = [];
    },
  ],
  [
    'Juju 4, whose unit shows its own side',
    'published',
    (lab) => {
      lab.juju['show-model'] = model('4.0.15');
      lab.juju['show-unit integrator/0'] = unit('integrator/0', 'k8s-backup-target', 'backup', {});
    },
  ],
  [
    'a Backup of the day after tomorrow',
    'last-backup',
    (lab) => {
      schedule(lab).status['lastBackup'] = '2026-01-17T02:00:05Z';
      lab.backups = [backup('last', '2026-01-17T02:00:05Z')];
    },
  ],
  [
    'a last run that is yet to come, as the Schedule says',
    'last-backup',
    (lab) => {
      schedule(lab).status['lastBackup'] = '2027-01-15T02:00:05Z';
    },
  ],
  [
    'a status of the server from before its last change',
    'velero',
    (lab) => {
      server(lab).metadata['generation'] = 2;
      server(lab).status['observedGeneration'] = 1;
    },
  ],
];

/** Ways that an API server does not let anyone write: it sets these times, and counts changes, itself. */
export const RECORDED_ONLY: ReadonlySet<string> = new Set([
  'Schedule being deleted',
  'the only Backup waiting for its finalizers',
  'storage being deleted',
  'Schedule made anew, at which Velero has not looked',
  'Schedule created paused, at which Velero never looks',
  'the Backup of the last run deleted, and a newer one of another cluster in the same bucket',
  'a status of the server from before its last change',
  'Backups that another cluster made in the same bucket',
  'a Backup that failed, and a newer one of another cluster in the same bucket',
  // The lab's days are shifted there, and its weekdays with them.
  'last Backup on a Thursday, which expires on Sunday, before the run of Monday',
]);
