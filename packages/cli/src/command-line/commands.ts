import type { CommandSpec } from './command.js';
import {
  CLUSTER,
  ENDPOINT,
  FILES,
  JUJU,
  NARROW_OUTPUT,
  OUTPUT,
  VELERO_VERSION,
} from './options.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'targets',
    summary: 'list what is backed up, and what is not',
    details:
      'Lists each backup target, with what it selects and how it stands: ok, warning, refused, nothing published, claimed by another. With a cluster also its Schedule, last Backup and next run.',
    parameters: [FILES],
    options: [...JUJU, ENDPOINT, ...CLUSTER, VELERO_VERSION, OUTPUT],
    examples: [
      'kbt targets unit.yaml',
      'juju show-unit integrator/0 | kbt targets',
      'kbt targets --unit integrator/0 --context production -o wide',
      'kbt targets unit.yaml -o json',
    ],
    load: () => import('../commands/targets.js'),
  },
  {
    name: 'why',
    summary: 'follow an application step by step to its last Backup',
    details:
      'Follows the chain from the relation to the last Backup: related, published, valid, accepted, forwarded, applied, scheduled, last Backup. At the first step that fails it says where, which rule, and what to do. What show-unit leaves out (options, the receiver) is asked of Juju with --unit, or read from files; without it a step says what is missing.',
    parameters: [{ name: '<app>', description: 'the application, as Juju calls it' }, FILES],
    options: [...JUJU, ENDPOINT, ...CLUSTER, VELERO_VERSION, NARROW_OUTPUT],
    examples: [
      'kbt why shop unit.yaml',
      'kbt why shop --unit integrator/0 --context production',
      'kbt why shop unit.yaml integrator-config.json velero-unit.yaml schedules.json',
    ],
    load: () => import('../commands/why.js'),
  },
  {
    name: 'validate',
    summary: 'find what is wrong in specs, databags, Backups and Schedules',
    details:
      'Judges each input by the contract and by the rules of a release of Velero. Prints every issue as FILE:LINE:COLUMN with the rule and what to do. What a databag holds is reported at its key, with the JSON Pointer within.',
    parameters: [FILES],
    options: [VELERO_VERSION, NARROW_OUTPUT],
    examples: [
      'kbt validate spec.yaml',
      'kbt validate --velero-version 1.17.2 spec.yaml',
      'juju show-unit integrator/0 | kbt validate',
      'kubectl get schedules.velero.io -n velero -o json | kbt validate -',
    ],
    load: () => import('../commands/validate.js'),
  },
  {
    name: 'explain',
    summary: 'explain a rule, a field, a ttl or a cron expression',
    parameters: [{ name: '<what>', description: 'a rule, a field, a ttl or a cron expression' }],
    options: [VELERO_VERSION, NARROW_OUTPUT],
    examples: [
      'kbt explain persistent-volumes-lost',
      'kbt explain include_cluster_resources',
      'kbt explain 30d',
      "kbt explain '0 2 * * mon-fri'",
    ],
    load: () => import('../commands/explain.js'),
  },
];
