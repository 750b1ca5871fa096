/** A rule that is not in the lint's catalogue: the contract's, cron's, the requirer's and this command's own. */
export interface OtherRule {
  readonly finds: string;
  readonly why: string;
  readonly remedy: string;
  readonly source: string;
}

const SCHEMA = 'schema/v0/k8s_backup_target.schema.json';
const CRON = "Velero's cron library: robfig/cron to 1.18.2, netresearch/go-cron from 1.18.3";
const WHOLE_DATABAG =
  'one that breaks the contract is no target: a requirer leaves it out, and reports it';

/** By id, as `kbt validate`, `targets` and `why` print them. */
export const OTHER_RULES: Readonly<Record<string, OtherRule>> = {
  type: contract('a value of the wrong JSON type', 'write the type that the field has'),
  required: contract('a field that must be there', 'add the field'),
  additionalProperties: {
    finds: 'a field that the contract does not know',
    why: 'a provider refuses it before it publishes; a requirer ignores it, so that a misspelt field has no effect',
    remedy: 'correct its spelling, or remove it',
    source: SCHEMA,
  },
  pattern: contract('a text of the wrong form', 'write it as the examples show'),
  minLength: contract('a text that is too short', 'make it longer'),
  maxLength: contract('a text that is too long', 'shorten it'),
  json: contract('a databag text that is not JSON, or nests too deeply', 'publish JSON'),
  unicode: contract(
    'a text with half of a surrogate pair, which languages read differently',
    'remove the lone surrogate',
  ),
  tooManyIssues: contract('more issues than are listed', 'correct those that are listed'),
  'databag-key': {
    finds: 'targets under a key that requirers do not read, such as backup-targets',
    why: 'a requirer reads the key backup_targets only, and reports nothing where it is missing',
    remedy: 'publish under the key backup_targets',
    source: 'schema/v0/README.md',
  },
  'unit-databag': {
    finds: "targets in a unit's databag",
    why: "a requirer reads the application's databag only",
    remedy: "publish in the application's databag, as its leader",
    source: 'schema/v0/README.md',
  },
  'encoded-twice': {
    finds: 'a list that was encoded as JSON twice, so that a text is published',
    why: 'a requirer decodes it once, finds a text, and ignores the databag',
    remedy: 'encode the list once',
    source: 'schema/v0/README.md',
  },
  duplicate: {
    finds: 'a target whose app, relation_name and model another target has',
    why: 'a requirer looks targets up by these three: only one can win',
    remedy: 'publish each target once, under the application that it is of',
    source: 'docs of @k8s-backup-target/requirer',
  },
  'claimed-by-owner': {
    finds: "a target under another application's name, which is related itself",
    why: 'the application that a target is named after owns the name',
    remedy: 'publish only targets of the application itself',
    source: 'SECURITY.md',
  },
  'claims-other-model': {
    finds: 'a target of another model than the one in which its application runs',
    why: 'the owner of a target is an application in its Juju model',
    remedy: 'publish the name of the own model as model',
    source: 'SECURITY.md',
  },
  'yields-to-owner': {
    finds: 'a target of an application that is related itself and publishes no valid target now',
    why: 'an application owns its targets for as long as it is related, whatever others publish',
    remedy: 'correct what that application publishes, or remove its relation',
    source: 'SECURITY.md',
  },
  'duration-unreadable': {
    finds: 'a ttl or timeout of a Backup or Schedule that Go cannot read, such as 30d',
    why: 'the API server takes any text, and Velero then reads no object of that kind any more',
    remedy: 'delete the object, and make it again with hours: 720h0m0s',
    source: 'velero-io/velero#3236, #6552',
  },
  'unknown-field': structure(
    'a field that an object of Velero does not have',
    'the API server drops it, so it has no effect; kubectl refuses the object',
  ),
  'wrong-type': structure('a value of the wrong type in an object of Velero'),
  'missing-field': structure('an object of Velero without a field that it needs'),
  'unknown-value': structure('a value other than those that a field of an object of Velero has'),
  'wrong-format': structure('a text that is not a time or not base64, where it must be'),
  'too-few-items': structure('a list of an object of Velero that is too short'),
  'object-name': structure('a name that Kubernetes does not take'),
  'object-label': structure('a label or annotation that Kubernetes does not take'),
  'schedule-name-long': {
    finds: 'a Schedule whose name is longer than 63 characters',
    why: 'each of its Backups carries the name as a label, and the API server refuses them all',
    remedy: 'make it again under a shorter name',
    source: 'velero-io/velero#9531',
  },
  'ttl-negative': {
    finds: 'a ttl of a Backup or Schedule that is below zero',
    why: 'Velero counts it from the start of the Backup, which has then expired before it runs',
    remedy: 'write how long to keep it, such as 720h0m0s',
    source: 'Velero pkg/controller/gc_controller.go',
  },
  'never-fires': {
    finds: 'a cron expression without a next run, such as 0 0 31 2 *',
    why: 'Velero takes it for due all the time, and starts a backup each minute',
    remedy: 'name a day that the month has',
    source: CRON,
  },
  'too-rarely': {
    finds: 'a cron expression that can have no run for more than five years',
    why: 'Velero looks no further ahead, and then takes it for due',
    remedy: 'let it run at least once a year',
    source: CRON,
  },
  ...Object.fromEntries(
    [
      ['empty', 'an empty cron expression'],
      ['zone', 'a time zone that is not known, or not followed by a space'],
      ['descriptor', 'a word such as @daily that is not known'],
      ['every', '@every without a duration that Go reads'],
      ['fields', 'other than five fields'],
      ['extension', 'L, W or #, which Velero does not read'],
      ['number', 'what is no number and no name'],
      ['slashes', 'more than one slash in a part'],
      ['hyphens', 'more than one hyphen in a part'],
      ['range', 'a number outside of its field'],
      ['range-order', 'a range that ends before it begins'],
      ['step', 'a step of zero, or as long as its range'],
    ].map(([rule = '', finds = '']) => [rule, cron(finds)]),
  ),
};

function structure(finds: string, why = 'the API server refuses the object'): OtherRule {
  const remedy = 'write it as `kubectl explain` describes the object';
  return { finds, why, remedy, source: 'schema/velero' };
}

function contract(finds: string, remedy: string): OtherRule {
  return { finds, why: WHOLE_DATABAG, remedy, source: SCHEMA };
}

function cron(finds: string): OtherRule {
  return {
    finds: `${finds} in a cron expression`,
    why: 'Velero puts such a Schedule into the phase FailedValidation',
    remedy: 'see `kbt explain EXPRESSION`',
    source: CRON,
  };
}
