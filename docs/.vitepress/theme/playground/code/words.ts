/** What can be written where: the fields of the contract and of Velero, and names of the cluster. */
import schema from '@k8s-backup-target/schema/v0/k8s_backup_target.schema.json' with {
  type: 'json',
};
import {
  VELERO_FIELDS,
  veleroField,
} from '../../../../../packages/cli/src/velero/velero-fields.js';
import type { Names } from './names.js';

/** A word to write, and what it means. */
export interface Suggestion {
  readonly word: string;
  readonly about: string;
  /** What is written for it. */
  readonly insert: string;
}

const { properties } = schema.$defs.K8sBackupTargetSpec;

/** Velero's name for each field of the contract, in the order of the schema. A field without one keeps its own. */
const VELERO: Readonly<Record<string, string>> = Object.fromEntries(
  Object.keys(properties).map((field) => [field, veleroField(pathOf(field) ?? field)]),
);

function pathOf(field: string): string | undefined {
  return Object.entries(VELERO_FIELDS).find(([name]) => name === field)?.[1];
}

/** What each field means, by its name in the contract and in Velero. */
const ABOUT: ReadonlyMap<string, string> = new Map(
  Object.entries(properties).flatMap(([field, { description }]) => [
    [field, description],
    [VELERO[field] ?? field, description],
  ]),
);

const SWITCHES = ['true', 'false', 'null'];
const TIMES = ['72h', '30d', '1d12h'];

/** What a field means; undefined for a word that is not a field. */
export function aboutField(word: string): string | undefined {
  return ABOUT.get(word);
}

/** The suggestions for what is before the cursor, and where the word begins that they replace. */
export interface Suggestions {
  readonly from: number;
  readonly options: readonly Suggestion[];
}

/** Of a longer line, such as a databag's, so much of the end is looked at. */
const LONGEST = 2000;

/** Of this many, the first are shown. */
const MOST = 50;

/**
 * Suggests what could be written at the end of `before`, which is all text up to the cursor. Null where nothing
 * is known. A word that is already whole is not suggested.
 */
export function suggestionsAt(before: string, names: Names): Suggestions | null {
  const line = before.slice(before.lastIndexOf('\n') + 1).slice(-LONGEST);
  const [word = ''] = /[\w.*/-]*$/.exec(line.slice(-200)) ?? [];
  const lead = line.slice(0, line.length - word.length);
  const options = /^\s*"?$/.test(lead)
    ? fieldsIn(before)
    : valuesOf(fieldAround(before, lead), names);
  const lower = word.toLowerCase();
  const fitting = options.filter(
    (one) => one.word.toLowerCase().startsWith(lower) && one.word !== word,
  );
  if (fitting.length === 0) return null;
  return { from: before.length - word.length, options: fitting.slice(0, MOST) };
}

/** The fields that are not there yet: Velero's in an object of Velero, else those of the contract. */
function fieldsIn(before: string): readonly Suggestion[] {
  const isVelero = /^kind:/m.test(before);
  return Object.entries(VELERO)
    .map(([field, name]) => (isVelero ? name : field))
    .filter((field) => !new RegExp(`^\\s*"?${field}"?:`, 'm').test(before))
    .map((word) => ({ word, about: ABOUT.get(word) ?? '', insert: `${word}: ` }));
}

/** The field whose value is being written: on this line, or above a list that is going on. */
function fieldAround(before: string, lead: string): string | undefined {
  const [, inline] = /(?:^|[\s{,])"?(\w+)"?:\s*(?:\[[^\]]*)?"?$/.exec(lead) ?? [];
  if (inline !== undefined) return inline;
  if (!/^\s*-\s+"?$/.test(lead)) return undefined;
  const above = before.split('\n').slice(0, -1).slice(-100).reverse();
  const owner = above.find((line) => !/^\s*(?:-.*)?$/.test(line)) ?? '';
  return /^\s*(\w+):\s*$/.exec(owner)?.[1];
}

function valuesOf(field: string | undefined, names: Names): readonly Suggestion[] {
  const contract = Object.entries(VELERO).find(
    ([name, velero]) => name === field || velero === field,
  );
  switch (contract?.[0]) {
    case 'include_namespaces':
    case 'exclude_namespaces':
      return plain(names.namespaces, 'A namespace of the cluster.');
    case 'include_resources':
    case 'exclude_resources':
      return plain(names.resources, 'A type of the cluster.');
    case 'include_cluster_resources':
      return plain(SWITCHES, '');
    case 'ttl':
      return plain(TIMES, 'Days, hours, minutes and seconds, in that order.');
    default:
      return [];
  }
}

function plain(words: readonly string[], about: string): readonly Suggestion[] {
  return words.map((word) => ({ word, about, insert: word }));
}
