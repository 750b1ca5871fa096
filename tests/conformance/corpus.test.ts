import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explain, RULES } from '@k8s-backup-target/lint/explain';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import {
  aboutLayers,
  type Case,
  type CaseClass,
  CORPUS,
  readCorpus,
  specFields,
} from './corpus.js';
import { readKnownDifferences } from './known-differences.js';
import { CONTRACT_LAYERS, type Issue } from './protocol.js';

const CLASSES = readCorpus();
const CASES: readonly Case[] = CLASSES.flatMap(({ cases }) => cases);
const CONTRACT_CASES = aboutLayers(CLASSES, CONTRACT_LAYERS).flatMap(({ cases }) => cases);
const CRON_CASES = aboutLayers(CLASSES, ['cron']).flatMap(({ cases }) => cases);
/** The scopes of the rules that the lint of a spec or a cron expression can name. */
const LINTED: ReadonlySet<string> = new Set([
  'spec',
  'published',
  'velero',
  'release',
  'schedule',
  'any',
]);

const SCHEMA_FILE = join(import.meta.dirname, 'case.schema.json');

/** Every class that the corpus promises to cover. */
const PROMISED = [
  'claims',
  'cron',
  'databag',
  'empty-and-null',
  'include-cluster-resources',
  'json-text',
  'label-selector',
  'layouts',
  'lint',
  'lists',
  'provider-app-data',
  'publish',
  'reference-verdicts',
  'required-strings',
  'several-targets',
  'spec-object',
  'ttl',
  'unicode',
  'unknown-keys',
];

function rulesOf(cases: readonly Case[]): ReadonlySet<string> {
  return new Set(cases.flatMap(({ issues }) => issues.map(({ rule }) => rule)));
}

describe('the corpus', () => {
  it('has every promised class, each in a file of its name', () => {
    const classes = CLASSES.map((each) => each.class);
    expect(classes).toEqual(expect.arrayContaining(PROMISED));
    expect(readdirSync(CORPUS).sort()).toEqual(classes.map((name) => `${name}.json`));
  });

  it('is valid against the case schema', () => {
    const ajv = new Ajv2020({ strict: true, strictTypes: false, allErrors: true });
    addFormats.default(ajv);
    const validate = ajv.compile(JSON.parse(readFileSync(SCHEMA_FILE, 'utf8')));
    // As they are in the files: a class that was read is complete.
    for (const file of readdirSync(CORPUS)) {
      validate(JSON.parse(readFileSync(join(CORPUS, file), 'utf8')));
      expect(validate.errors ?? [], file).toEqual([]);
    }
  });

  it('gives each case an id of its own, with its class in front', () => {
    expect(new Set(CASES.map(({ id }) => id)).size).toBe(CASES.length);
    for (const each of CLASSES) {
      for (const { id } of each.cases) expect(id.startsWith(`${each.class}/`), id).toBe(true);
    }
  });

  it('asks nothing twice', () => {
    const measured = CASES.filter(({ id }) => !id.startsWith('reference-verdicts/'));
    const seen = new Map<string, string>();
    const doubles: string[] = [];
    for (const { id, layer, view, input, veleroVersion } of measured) {
      const key = JSON.stringify([layer, view, input, veleroVersion]);
      const first = seen.get(key);
      if (first !== undefined) doubles.push(`${id} asks what ${first} asks`);
      seen.set(key, id);
    }
    expect(doubles).toEqual([]);
  });

  it('covers both layers of the contract in both views, valid and invalid', () => {
    const kinds = new Set(
      CONTRACT_CASES.map(({ layer, view, valid }) => `${layer} ${view} ${valid}`),
    );
    expect(kinds.size).toBe(8);
  });

  it('shows each rule', () => {
    const rules = rulesOf(CONTRACT_CASES);
    expect([...rules].sort()).toEqual([
      'additionalProperties',
      'json',
      'pattern',
      'required',
      'type',
      'unicode',
    ]);
  });

  it('shows each rule about a cron expression, in its text', () => {
    expect([...rulesOf(CRON_CASES)].sort()).toEqual([
      'cron-descriptor',
      'cron-empty',
      'cron-every',
      'cron-extension',
      'cron-fields',
      'cron-hyphens',
      'cron-length',
      'cron-never-fires',
      'cron-number',
      'cron-range',
      'cron-range-order',
      'cron-slashes',
      'cron-step',
      'cron-too-rarely',
      'cron-type',
      'cron-zone',
    ]);
    const said = CRON_CASES.flatMap(({ issues, findings = [] }) => [...issues, ...findings]);
    expect(said.filter(({ message }) => message === undefined)).toEqual([]);
  });

  it('shows each rule about claims', () => {
    const found = aboutLayers(CLASSES, ['claims']).flatMap(({ cases }) => cases);
    const rules = new Set(
      found.flatMap(({ result }) =>
        (result as { issues: readonly Issue[] }).issues.map(({ rule }) => rule),
      ),
    );
    expect([...rules]).toEqual(
      expect.arrayContaining([
        'claimed-by-owner',
        'claims-other-model',
        'duplicate',
        'yields-to-owner',
        'yields-to-refused',
      ]),
    );
  });

  it('shows each status of a provider, and each way to write nothing', () => {
    const found = aboutLayers(CLASSES, ['publish']).flatMap(({ cases }) => cases);
    const first = (text: string) => text.split(/[:;]| (?:to|in|from) /u, 1)[0];
    const kinds = found.map(({ result }) => {
      const { outcome, status } = result as { outcome: string; status: { status: string } };
      return `${status.status}, ${first(outcome)}`;
    });
    expect([...new Set(kinds)].sort()).toEqual([
      'active, nothing',
      'active, published',
      'active, skipped',
      'active, unchanged',
      'active, withdrawn',
      'blocked, refused',
      'waiting, skipped',
    ]);
  });

  it('shows each rule of lint about a spec or a cron expression', () => {
    const rules = new Set(CASES.flatMap(({ findings = [] }) => findings.map(({ rule }) => rule)));
    const others = ['too-many-issues', 'backs-up-everything'];
    const shown = RULES.filter((rule) => LINTED.has(explain(rule).scope) && !others.includes(rule));
    expect([...rules].sort()).toEqual([...shown].sort());
  });

  it('expects complete, normalised entries', () => {
    const fields = specFields();
    for (const { id, value } of CASES) {
      for (const entry of value.backup_targets) {
        expect(Object.keys(entry as object), id).toEqual(['app', 'relation_name', 'model', 'spec']);
        expect(Object.keys((entry as { spec: object }).spec), id).toEqual(fields);
      }
    }
  });

  it('states no unset field: a case is not about it', () => {
    const unset = readdirSync(CORPUS).flatMap((file) => {
      const { cases }: CaseClass = JSON.parse(readFileSync(join(CORPUS, file), 'utf8'));
      return cases
        .filter(({ value, reference }) => [value, reference?.value].some(hasUnsetField))
        .map(({ id }) => id);
    });
    expect(unset).toEqual([]);
  });
});

function hasUnsetField(value: Case['value'] | undefined): boolean {
  const entries = (value?.backup_targets ?? []) as readonly { readonly spec: object }[];
  return entries.some(({ spec }) => Object.values(spec).includes(null));
}

describe('the list of known differences', () => {
  const listed = readKnownDifferences().flatMap(({ cases }) => cases);

  it('gives each reason a name of its own, an explanation and cases', () => {
    const differences = readKnownDifferences();
    expect(new Set(differences.map(({ reason }) => reason)).size).toBe(differences.length);
    for (const { why, cases } of differences) {
      expect(why.length).toBeGreaterThan(20);
      expect(cases.length).toBeGreaterThan(0);
    }
  });

  it('lists a case once', () => {
    expect(new Set(listed).size).toBe(listed.length);
  });

  it('lists the cases for which the corpus records what the reference answers, and no other', () => {
    const recorded = CASES.filter(({ reference }) => reference !== undefined).map(({ id }) => id);
    expect([...listed].sort()).toEqual([...recorded].sort());
  });
});
