import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { decodeDatabag, decodeProviderAppData } from '../../packages/schema/src/decode.js';
import { parseJson } from '../../packages/schema/src/parse-json.js';
import type { Decoded, View } from '../../packages/schema/src/view.js';
import { addedFields } from './added-fields.js';
import { aboutLayers, type Case, readCorpus } from './corpus.js';
import { judge } from './judge.js';
import { type Answer, CONTRACT_LAYERS } from './protocol.js';
import { type SchemaObject, schemaView } from './testing/schema-view.js';

const SCHEMA = join(import.meta.dirname, '../../schema/v0/k8s_backup_target.schema.json');
/** Cases about the schema alone: lint's findings do not come from it. */
const CASES = aboutLayers([...readCorpus(), addedFields()], CONTRACT_LAYERS)
  .flatMap(({ cases }) => cases)
  .filter(({ findings }) => findings === undefined);

/** The schema's own answers name issues, and lack no field. */
const EXACT = { namesIssues: true, mayLackFields: false };

/** They say what the schema is, not what it asks of a value. */
const NO_RULE = new Set([
  '$schema',
  '$id',
  'title',
  'description',
  'default',
  'examples',
  'x-published-when-unset',
]);

/** A schema with one rule less. */
interface Mutant {
  readonly dropped: string;
  readonly schema: SchemaObject;
}

function canonicalSchema(): SchemaObject {
  return JSON.parse(readFileSync(SCHEMA, 'utf8'));
}

/** Every rule by its JSON Pointer: keywords, and the members of lists and maps of names. */
function rulePointers(): readonly (readonly string[])[] {
  const found: string[][] = [];
  const visitSchema = (node: SchemaObject, path: readonly string[]): void => {
    for (const [keyword, value] of Object.entries(node)) {
      if (NO_RULE.has(keyword)) continue;
      const here = [...path, keyword];
      if (keyword === '$defs') visitMap(value as SchemaObject, here);
      else {
        found.push(here);
        if (keyword === 'properties') visitMap(value as SchemaObject, here);
        else if (keyword === 'items' || keyword === 'additionalProperties')
          visitSchema(value as SchemaObject, here);
        else if (Array.isArray(value))
          for (const index of value.keys()) found.push([...here, String(index)]);
      }
    }
  };
  const visitMap = (map: SchemaObject, path: readonly string[]): void => {
    for (const [name, node] of Object.entries(map)) {
      if (path.at(-1) === 'properties') found.push([...path, name]);
      visitSchema(node as SchemaObject, [...path, name]);
    }
  };
  visitSchema(canonicalSchema(), []);
  return found;
}

function without(path: readonly string[]): Mutant {
  const schema = canonicalSchema();
  let parent: unknown = schema;
  for (const key of path.slice(0, -1)) parent = (parent as SchemaObject)[key];
  const last = path.at(-1) ?? '';
  if (Array.isArray(parent)) parent.splice(Number(last), 1);
  else delete (parent as Record<string, unknown>)[last];
  return { dropped: `/${path.join('/')}`, schema };
}

/** The first case that the schema gets wrong. */
function redCase({ schema }: Mutant): string | undefined {
  const views = { read: schemaView(schema, false), write: schemaView(schema, true) };
  return CASES.find(
    (each) => judge(each, answerOf(each, views[each.view]), EXACT, undefined).kind === 'failed',
  )?.id;
}

/** No answer where the decoder, which relies on the schema's rules, trips over their absence. */
function answerOf(asked: Case, view: View): Answer | undefined {
  try {
    const { targets, issues } = decode(asked, view);
    if (!agreesWithWhole(asked, view, issues.length === 0)) return undefined;
    return {
      id: asked.id,
      valid: issues.length === 0,
      value: { backup_targets: targets.map(({ target }) => target) },
      issues,
    };
  } catch {
    return undefined;
  }
}

/** The decoder checks entry by entry; the type of the whole must come to the same verdict. */
function agreesWithWhole({ input }: Case, view: View, valid: boolean): boolean {
  const parsed = typeof input === 'string' ? parseJson(input) : undefined;
  return parsed?.ok !== true || view.ProviderAppData.validate(parsed.value).ok === valid;
}

function decode({ input }: Case, view: View): Decoded {
  return typeof input === 'string'
    ? decodeProviderAppData(input, view)
    : decodeDatabag(input, view);
}

describe('dropping a rule from the schema turns the corpus red', () => {
  const pointers = rulePointers();

  it('finds the schema itself green', () => {
    const unchanged = { dropped: '', schema: canonicalSchema() };
    expect(redCase(unchanged)).toBeUndefined();
  });

  it('finds rules of every kind', () => {
    expect(pointers.map((path) => `/${path.join('/')}`)).toEqual(
      expect.arrayContaining([
        '/$ref',
        '/$defs/ProviderAppData/required/0',
        '/$defs/ProviderAppData/properties/backup_targets/items',
        '/$defs/ProviderAppData/properties/backup_targets/items/$ref',
        '/$defs/BackupTargetEntry/type',
        '/$defs/BackupTargetEntry/properties/spec',
        '/$defs/K8sBackupTargetSpec/properties/include_namespaces/items/type',
        '/$defs/K8sBackupTargetSpec/properties/label_selector/additionalProperties/type',
        '/$defs/K8sBackupTargetSpec/properties/ttl/type/1',
        '/$defs/K8sBackupTargetSpec/properties/ttl/pattern',
      ]),
    );
  });

  it.each(pointers.map((path) => [without(path)] as const))('$dropped', (mutant) => {
    expect(redCase(mutant)).toBeDefined();
  });
});
