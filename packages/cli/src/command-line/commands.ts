import type { CommandSpec } from './command.js';
import { FILES, NARROW_OUTPUT, VELERO_VERSION } from './options.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
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
