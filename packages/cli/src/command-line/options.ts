import type { OptionSpec, Parameter } from '../command/command.js';

/** `-o`, which nearly every command has. */
export const OUTPUT: OptionSpec = {
  flags: '-o, --output <format>',
  description: 'how to print',
  choices: ['table', 'wide', 'json', 'yaml'],
  default: 'table',
};

/** `-o` of a command whose table has no further columns. */
export const NARROW_OUTPUT: OptionSpec = { ...OUTPUT, choices: ['table', 'json', 'yaml'] };

/** Of every command. */
export const COLOR: OptionSpec = {
  flags: '--color <when>',
  description: 'colours: auto is on a terminal, unless NO_COLOR is set',
  choices: ['auto', 'always', 'never'],
  default: 'auto',
};

/** For an answer that changes with time. */
export const WATCH: readonly OptionSpec[] = [
  { flags: '-w, --watch', description: 'show the answer anew again and again, until Ctrl-C' },
  { flags: '--every <duration>', description: 'how often with --watch', default: '10s' },
];

/** For a command whose answer is a list of rows. */
export const ROWS: readonly OptionSpec[] = [
  {
    ...OUTPUT,
    choices: ['table', 'wide', 'json', 'yaml', 'name'],
    description: 'how to print; also jsonpath=TEMPLATE and custom-columns=TITLE:PATH,…',
    forms: ['jsonpath', 'custom-columns'],
  },
  { flags: '--no-headers', description: 'tables without titles' },
  { flags: '--sort-by <path>', description: 'rows by the value at a path, such as .app' },
  {
    flags: '-l, --selector <labels>',
    description: 'only what has these labels: app=shop, app!=shop, team in (a,b), team, !team',
  },
  ...WATCH,
];

/** `ROWS`, and metrics. */
export const PROMETHEUS_ROWS: readonly OptionSpec[] = ROWS.map((option) =>
  option.choices === undefined ? option : { ...option, choices: [...option.choices, 'prometheus'] },
);

/** Which release's rules hold. */
export const VELERO_VERSION: OptionSpec = {
  flags: '--velero-version <release>',
  description:
    "the release of Velero to judge for, such as 1.18.3; default: the cluster's, or 1.18.3",
};

/** For a command that judges the whole chain. */
export const ALLOW_UNKNOWN: OptionSpec = {
  flags: '--allow-unknown',
  description: 'exit with 0 also where something is not known',
};

/** Asking Juju's client. */
export const JUJU: readonly OptionSpec[] = [
  { flags: '-u, --unit <unit>', description: "the requirer's unit, to ask of the juju client" },
  {
    flags: '-m, --model <model>',
    description: "the unit's model, as juju -m takes it; may be given several times",
    isRepeatable: true,
  },
  {
    flags: '-A, --all-models',
    description: 'the unit in each model of the controller that has it',
  },
];

/** Which relations hold backup targets. */
export const ENDPOINT: OptionSpec = {
  flags: '--endpoint <name>',
  description:
    "the requirer's endpoint; default: those named like the interface or holding targets",
};

/** For everything that is waited for. */
const TIMEOUT: OptionSpec = {
  flags: '--timeout <duration>',
  description: 'how long to wait for an answer of the API or of juju, such as 5s',
  default: '30s',
};

/** Whether the data of volumes is judged, for which a command reads what `coverage` does. */
const VOLUMES: OptionSpec = {
  flags: '--volumes',
  description: 'judge the data of volumes too: reads all objects, as coverage does',
};

/** Where Velero is. */
export const VELERO_NAMESPACE: OptionSpec = {
  flags: '-n, --velero-namespace <name>',
  description: "Velero's namespace; default: velero, or where Velero is found",
};

/** Which cluster to look at. */
export const CLUSTER: readonly OptionSpec[] = [
  {
    flags: '--context <name>',
    description: 'a context of the kubeconfig; current: the one in use',
  },
  { flags: '--kubeconfig <file>', description: 'default: $KUBECONFIG, else ~/.kube/config' },
  VELERO_NAMESPACE,
  TIMEOUT,
];

/** Of the commands that follow an application's chain, from its relation to its last Backup. */
export const CHAIN: readonly OptionSpec[] = [
  VOLUMES,
  ALLOW_UNKNOWN,
  ...JUJU,
  ENDPOINT,
  ...CLUSTER,
  VELERO_VERSION,
];

/** The files that most commands read. */
export const FILES: Parameter = {
  name: '[files...]',
  description: 'files in YAML or JSON; - or a pipe: standard input',
};

/** Applications among the words: a word that is the name of a file is one. */
export const NAMES_AND_FILES: Parameter = {
  name: '[words...]',
  description: 'applications, and files in YAML or JSON; - or a pipe: standard input',
};
