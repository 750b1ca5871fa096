import type { CommandSpec } from '../command/command.js';
import {
  ALLOW_UNKNOWN,
  CHAIN,
  CLUSTER,
  ENDPOINT,
  FILES,
  JUJU,
  NAMES_AND_FILES,
  NARROW_OUTPUT,
  OUTPUT,
  PROMETHEUS_ROWS,
  ROWS,
  VELERO_NAMESPACE,
  VELERO_VERSION,
  WATCH,
} from './options.js';

/** Every command, in the order of the help. */
export const COMMANDS: readonly CommandSpec[] = [
  {
    name: 'status',
    summary: 'say whether each application is protected, worst first',
    details:
      'Judges each application from its relation to its last good Backup: not-protected, at-risk, unknown or protected, with the step that is broken. Made for cron, CI and watch: exit status 0 if all are protected, 1 if one is not, 2 if that is not known.',
    parameters: [NAMES_AND_FILES],
    options: [
      {
        flags: '--max-age <duration>',
        description: 'how old the last good Backup may be, such as 26h; default: by its Schedule',
      },
      ...CHAIN,
      ...PROMETHEUS_ROWS,
    ],
    examples: [
      'kbt status --unit integrator/0 --context production',
      'kbt status --unit integrator/0 --context production --max-age 26h',
      'kbt status --unit integrator/0 --context production -o prometheus',
    ],
    load: () => import('../commands/status.js'),
  },
  {
    name: 'targets',
    summary: 'list what is backed up, and what is not',
    details:
      'Lists each backup target, with what it selects and what was made of its spec: ok, warning, refused, nothing-published, claimed. With a cluster also whether it is protected, its Schedule, last Backup and next run. Exit status without a cluster 0 if all specs are accepted, with one 0 if all are protected; 1 if not, 2 if that is not known, or nothing is related.',
    parameters: [NAMES_AND_FILES],
    options: [...CHAIN, ...ROWS],
    examples: [
      'kbt targets unit.yaml',
      'juju show-unit integrator/0 | kbt targets',
      'kbt targets --unit integrator/0 --context production -o wide',
      'kbt targets unit.yaml -o json',
    ],
    load: () => import('../commands/targets.js'),
  },
  {
    name: 'coverage',
    summary: 'say what no Schedule saves, or one that does not work, or several',
    details:
      'Previews every Schedule, and every target without one, on all objects of the cluster at once, and says of each namespace, workload and claim which of them save it: none, only such as are paused, failing or expired (stopped), or one that works (covered); and of each claim whether the data of its volume is saved. Exit status 0 if all are covered, data included, 1 if not, 2 if that is not known.',
    parameters: [FILES],
    options: [
      {
        flags: '--in <namespace>',
        description:
          "only this namespace; may be given several times; default: all but Kubernetes' and Velero's own",
        isRepeatable: true,
      },
      ALLOW_UNKNOWN,
      ...JUJU,
      ENDPOINT,
      ...CLUSTER,
      VELERO_VERSION,
      ...ROWS,
    ],
    examples: [
      'kbt coverage --context production',
      'kbt coverage --context production --unit integrator/0',
      'kbt coverage --context production --in shop -o wide',
      'kbt coverage inventory.json velero.json',
    ],
    load: () => import('../commands/coverage.js'),
  },
  {
    name: 'backups',
    summary: 'show the Backups of each application: good, failed, expiring',
    details:
      'One line for each application, with its last good Backup, what failed since, and how many Velero deletes within a week; for named applications every Backup, with its size in objects, how long it took and when it expires. Exit status 1 if the newest Backup of one is not good.',
    parameters: [NAMES_AND_FILES],
    options: [
      {
        flags: '--expiring <duration>',
        description: 'only Backups that Velero deletes within this time, such as 7d',
      },
      ...CLUSTER,
      ...ROWS,
    ],
    examples: [
      'kbt backups --context production',
      'kbt backups wordpress --context production',
      'kbt backups --expiring 7d --context production',
    ],
    load: () => import('../commands/backups.js'),
  },
  {
    name: 'why',
    summary: 'follow an application step by step to its last Backup',
    details:
      'Follows the chain from the relation to the last Backup: related, published, valid, accepted, forwarded, applied, Velero, storage, scheduled, last Backup. At the first step that fails it says where, which rule, and what to do. What show-unit leaves out (options, the receiver) is asked of Juju with --unit, or read from files; without it a step says what is missing.',
    parameters: [{ name: '<app>', description: 'the application, as Juju calls it' }, FILES],
    options: [...CHAIN, NARROW_OUTPUT, ...WATCH],
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
      "Judges each input by the contract and by the rules of a release of Velero. Prints every issue as FILE:LINE:COLUMN with the rule and what to do. Of a folder it reads all YAML and JSON files below it, and judges what is of Velero or this interface: manifests, Kustomize's bases and patches, values of the Velero chart. Exit status 1 if an error was found, 2 if there was nothing to judge or a file could not be read. -o sarif is for code scanning.",
    parameters: [
      { ...FILES, description: 'files in YAML or JSON, and folders; - or a pipe: standard input' },
    ],
    options: [
      {
        flags: '--skip-others',
        description:
          'leave out files that hold nothing to judge, as in a folder; none is left is fine then',
      },
      VELERO_VERSION,
      { ...OUTPUT, choices: ['table', 'json', 'yaml', 'sarif'] },
    ],
    examples: [
      'kbt validate spec.yaml',
      'kbt validate clusters/production',
      'kbt validate -o sarif . > kbt.sarif',
      'kustomize build overlays/production | kbt validate -',
      'kbt validate --velero-version 1.17.2 spec.yaml',
      'juju show-unit integrator/0 | kbt validate',
      'kubectl get schedules.velero.io -n velero -o json | kbt validate -',
    ],
    load: () => import('../commands/validate.js'),
  },
  {
    name: 'render',
    summary: 'print manifests for kubectl apply, or the databag for velero-operator',
    details:
      'Makes Schedules, Backups or the databag of velero_backup_config from accepted targets, with the options of the integrator where its juju config is given. A spec on its own gets its names from --app and --juju-model.',
    parameters: [FILES],
    options: [
      {
        flags: '--to <kind>',
        description: 'what to print',
        choices: ['schedule', 'backup', 'velero-backup-config'],
        default: 'schedule',
      },
      { flags: '--app <name>', description: 'which of several targets; the application of a spec' },
      { flags: '--juju-model <name>', description: 'the model of a spec on its own' },
      { flags: '--relation-name <name>', description: 'its endpoint; default: backup' },
      { flags: '--schedule <cron>', description: "when; default: the integrator's option" },
      { flags: '--paused', description: 'make the Schedule paused' },
      {
        flags: '--managed-by <value>',
        description: "the label; default: the integrator's, or kbt",
      },
      {
        flags: '-n, --velero-namespace <name>',
        description: "default: the integrator's option, or velero",
      },
      ...JUJU,
      ENDPOINT,
      VELERO_VERSION,
      { ...OUTPUT, choices: ['yaml', 'json'], default: 'yaml' },
    ],
    examples: [
      "kbt render --to schedule --schedule '0 2 * * *' unit.yaml | kubectl apply -f -",
      'kbt render --to backup --app shop --juju-model production spec.yaml',
      'kbt render --to velero-backup-config --app wordpress --unit integrator/0',
    ],
    load: () => import('../commands/render.js'),
  },
  {
    name: 'preview',
    summary: 'show what a backup will hold, object by object, and why',
    details:
      "Applies the rules of the cluster's release of Velero to its objects: a tree of what is saved, and the reasons for which the rest is not; -o wide has both in the tree. Exit status 1 if the Backup fails, or holds nothing. Reads a saved inventory where one is among the files, else the cluster. Of most types only the metadata is read; a Secret's data never.",
    parameters: [FILES],
    options: [
      {
        flags: '--app <name>',
        description: 'which of several targets, specs, Backups or Schedules',
      },
      { flags: '--volumes', description: 'list each volume: is its data saved, how, and why not' },
      {
        flags: '--in <namespace>',
        description: 'only what is in this namespace; may be given several times',
        isRepeatable: true,
      },
      { flags: '--saved', description: 'list each object that is saved, and why' },
      { flags: '--left-out', description: 'list each object that is not saved, and why' },
      { flags: '--why <object>', description: 'the story of one object: deployments/app/web' },
      { flags: '--diff', description: 'what the second of two specs gains and loses' },
      ...JUJU,
      ENDPOINT,
      ...CLUSTER,
      VELERO_VERSION,
      OUTPUT,
    ],
    examples: [
      'kbt preview spec.yaml --context production',
      'kbt preview spec.yaml inventory.json',
      'kbt preview unit.yaml inventory.json --app wordpress --why deployments/wordpress/web',
      'kbt preview spec.yaml --context production --in shop --left-out',
      'kbt preview --diff old.yaml new.yaml inventory.json',
    ],
    load: () => import('../commands/preview.js'),
  },
  {
    name: 'verify',
    summary: 'say whether a Backup that has run holds what was wanted, data included',
    details:
      "Reads the files of a Backup as the store or velero backup download gives them (a folder, the tarball, its records), and with --context also its Backup, PodVolumeBackups and DataUploads; nothing is written. Compares the tarball with Velero's own list, with a target or spec on a saved inventory, and each volume with what became of its data. Exit status 0 only if all is there, 1 if not, 2 if something could not be judged.",
    parameters: [
      {
        name: '[files...]',
        description:
          'folders, tarballs and records of a Backup; a target or spec, and an inventory, to compare with',
      },
    ],
    options: [
      {
        flags: '--backup <name>',
        description: "which Backup of several; default: the files' only one, the cluster's newest",
      },
      { flags: '--app <name>', description: 'which of several targets or specs was wanted' },
      {
        flags: '--against <where>',
        description:
          'compare each object with a context, or with the file of an inventory, before a restore',
      },
      ALLOW_UNKNOWN,
      ENDPOINT,
      ...CLUSTER,
      VELERO_VERSION,
      OUTPUT,
    ],
    examples: [
      'kbt verify store/backups/shop-20260115020000',
      'kbt verify shop-20260115020000-data.tar.gz --context production',
      'kbt verify backups/shop-20260115020000 unit.yaml inventory.json --app shop',
      'kbt verify backups/shop-20260115020000 --against staging',
    ],
    load: () => import('../commands/verify.js'),
  },
  {
    name: 'inventory save',
    summary: "save a cluster's types and objects, for previews without it",
    details:
      'Saves what a preview needs: the types that the cluster serves, and of each object its name, namespace, labels and the few fields that decide about others. Nothing of a Secret but its metadata is asked for. - writes to standard output.',
    parameters: [{ name: '<file>', description: 'where to write it; - is standard output' }],
    options: [...CLUSTER, NARROW_OUTPUT],
    examples: ['kbt inventory save inventory.json --context production'],
    load: () => import('../commands/inventory-save.js'),
  },
  {
    name: 'diff',
    summary: 'compare what is wanted with the Schedules in a cluster',
    details:
      "Says of each Schedule whether it is same, missing, stale, held-back, orphaned, duplicate or foreign (somebody else's). What is wanted follows from the targets and from the integrator's options. Exit status 0 if all are the same, 1 if not, or a target is refused, 2 if that is not known.",
    parameters: [FILES],
    options: [
      ALLOW_UNKNOWN,
      ...JUJU,
      ENDPOINT,
      { flags: '--schedule <cron>', description: "when; default: the integrator's option" },
      {
        flags: '--managed-by <value>',
        description: "the label; default: the integrator's, or kbt",
      },
      ...CLUSTER,
      VELERO_VERSION,
      ...ROWS,
    ],
    examples: [
      'kbt diff --unit integrator/0 --context production',
      'kbt diff unit.yaml config.json model.json schedules.json',
    ],
    load: () => import('../commands/diff.js'),
  },
  {
    name: 'doctor',
    summary: "examine a cluster's Velero",
    details:
      'Looks at the release (and so the rules in force), the storage locations, objects that Velero cannot read, Schedules that never fire, fire each minute or have missed a run, and, with a requirer, Schedules whose target is gone. Without files it looks at the context in use. Exit status 1 if something is wrong, 2 if something that was asked is not known.',
    parameters: [{ ...FILES, description: 'files in YAML or JSON; -: standard input' }],
    options: [...CHAIN, NARROW_OUTPUT, ...WATCH],
    examples: [
      'kbt doctor',
      'kbt doctor --context production --unit integrator/0',
      'kubectl get deploy,schedules.velero.io,backups.velero.io,bsl -n velero -o json | kbt doctor -',
    ],
    load: () => import('../commands/doctor.js'),
  },
  {
    name: 'rbac',
    summary: 'print the ClusterRoles that commands need',
    details:
      "Prints what a user of these commands must be allowed, all of it at once: to list some types in Velero's namespace, and for inventories to list all types. Standard error says how to bind it. All commands ask for lists only, and of Secrets for nothing but metadata.",
    parameters: [{ name: '[commands...]', description: 'default: all that read a cluster' }],
    options: [
      { ...VELERO_NAMESPACE, description: 'default: velero' },
      { ...OUTPUT, choices: ['yaml', 'json'], default: 'yaml' },
    ],
    examples: ['kbt rbac status targets', 'kbt rbac | kubectl apply -f -'],
    load: () => import('../commands/rbac.js'),
  },
  {
    name: 'explain',
    summary: 'explain a rule, a field, a ttl or a cron expression',
    parameters: [
      {
        name: '[what]',
        description: 'a rule, a field, a ttl or a cron expression; default: a list of all rules',
      },
    ],
    options: [VELERO_VERSION, NARROW_OUTPUT],
    examples: [
      'kbt explain',
      'kbt explain persistent-volumes-lost',
      'kbt explain include_cluster_resources',
      'kbt explain 30d',
      "kbt explain '0 2 * * mon-fri'",
    ],
    load: () => import('../commands/explain.js'),
  },
  {
    name: 'schema',
    summary: 'print a JSON Schema: of the contract, an inventory, or an output',
    parameters: [
      { name: '[name]', description: 'contract, inventory, or a command; default: contract' },
    ],
    options: [],
    examples: ['kbt schema', 'kbt schema targets', 'kbt schema inventory > inventory.schema.json'],
    load: () => import('../commands/schema.js'),
  },
  {
    name: 'version',
    summary: 'print the version of kbt, and the releases of Velero that it knows',
    parameters: [],
    options: [NARROW_OUTPUT],
    examples: ['kbt version', 'kbt version -o json'],
    load: () => import('../commands/version.js'),
  },
  {
    name: 'completion',
    summary: 'print the completion script of a shell',
    details:
      'Prints a script that completes commands, options and files. That of bash needs the package bash-completion.',
    parameters: [{ name: '<shell>', description: 'bash, zsh or fish' }],
    options: [],
    examples: [
      'source <(kbt completion bash)',
      'kbt completion zsh > ~/.zfunc/_kbt',
      'kbt completion fish > ~/.config/fish/completions/kbt.fish',
    ],
    load: () => import('../commands/completion.js'),
  },
];
