/**
 * The promise of the generators: a field added to the schema, and nothing else, reaches the types, the
 * validators of both views, the codec and the Pydantic models.
 */
import { execFile, execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { README_FILE, SCHEMA_FILE } from './render.js';

const run = promisify(execFile);

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const PYTHON = join(ROOT, '.venv/bin/python');
const PYTHON_SOURCE = 'packages/python/src';
const COPIED = [
  'tsconfig.base.json',
  'tsconfig.check.json',
  'schema',
  'docs/lint.md',
  'packages/schema',
  'packages/lint',
  'packages/cli/schemas',
  PYTHON_SOURCE,
];
const NAME_PATTERN = '^[a-z]+(?:-[a-z]+){0,2}$';
const TTL_PATTERN: string = JSON.parse(await readFile(join(ROOT, SCHEMA_FILE), 'utf8')).$defs
  .K8sBackupTargetSpec.properties.ttl.pattern;

const NEW_FIELDS = {
  snapshot_volumes: {
    description: 'Whether to take snapshots of volumes. Null means the default.',
    type: ['boolean', 'null'],
    default: null,
    examples: [true],
  },
  hook_names: {
    description: 'Names of hooks, in order.',
    type: ['array', 'null'],
    items: { type: 'string', minLength: 2 },
    default: null,
    examples: [['freeze']],
  },
  annotations: {
    description: 'Annotations that the backup gets.',
    type: ['object', 'null'],
    additionalProperties: { type: 'string' },
    default: null,
    examples: [{ owner: 'me' }],
  },
  storage_location: {
    description: 'Name of the place for the backup | Null means the default.',
    type: ['string', 'null'],
    pattern: NAME_PATTERN,
    maxLength: 12,
    default: null,
    examples: ['eu', 'eu-west'],
  },
  backup_name: {
    description: 'Name of the backup, under the same pattern as storage_location.',
    type: ['string', 'null'],
    pattern: NAME_PATTERN,
    default: null,
  },
};

/** The functions of the bundled copy that the tests use. */
interface Package {
  encodeDatabag(data: object): { readonly backup_targets: string };
  decodeDatabag(databag: object): {
    readonly targets: readonly { readonly target: object }[];
    readonly issues: readonly { readonly path: string; readonly rule: string }[];
  };
  readonly read: View;
  readonly write: View;
}

interface View {
  readonly K8sBackupTargetSpec: {
    validate(value: unknown):
      | { readonly ok: true; readonly value: object }
      | {
          readonly ok: false;
          readonly issues: readonly { path: string; rule: string; message: string }[];
        };
  };
}

let copy = '';
let schemaPackage: Package;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'codegen-new-field-'));
  for (const path of COPIED) {
    await cp(join(ROOT, path), join(copy, path), {
      recursive: true,
      filter: (source) => !/\.test\.ts$|[/\\](?:dist|__pycache__)$|\.tsbuildinfo$/.test(source),
    });
  }
  const file = join(copy, SCHEMA_FILE);
  const schema = JSON.parse(await readFile(file, 'utf8'));
  Object.assign(schema.$defs.K8sBackupTargetSpec.properties, NEW_FIELDS);
  schema.$defs.BackupTargetEntry.properties.priority = {
    description: 'A required text.',
    type: 'string',
  };
  schema.$defs.BackupTargetEntry.required.push('priority');
  await writeFile(file, JSON.stringify(schema, null, 2));
  await run(process.execPath, ['--import', 'tsx', 'scripts/codegen/main.ts', '--root', copy], {
    cwd: ROOT,
  });
  const bundle = join(copy, 'bundle.mjs');
  await build({
    entryPoints: [join(copy, 'packages/schema/src/index.ts')],
    bundle: true,
    platform: 'neutral',
    format: 'esm',
    outfile: bundle,
  });
  schemaPackage = await import(pathToFileURL(bundle).href);
});

afterAll(async () => {
  if (copy !== '') await rm(copy, { recursive: true });
});

const FULL = {
  include_namespaces: null,
  include_resources: null,
  exclude_namespaces: null,
  exclude_resources: null,
  include_cluster_resources: null,
  label_selector: null,
  ttl: null,
  snapshot_volumes: false,
  hook_names: ['freeze', 'thaw'],
  annotations: { owner: 'é' },
  storage_location: 'eu-west',
  backup_name: 'eu',
};
const UNSET = {
  ...FULL,
  snapshot_volumes: null,
  hook_names: null,
  annotations: null,
  storage_location: null,
  backup_name: null,
};

const UNSET_WITH_TTL = { ...UNSET, ttl: '1h' };

const INVALID: readonly (readonly [spec: object, rules: readonly string[]])[] = [
  [{ snapshot_volumes: 'true' }, ['/snapshot_volumes type']],
  [{ hook_names: 'freeze' }, ['/hook_names type']],
  [
    { hook_names: ['ok', 1, 'x', '😀'] },
    ['/hook_names/1 type', '/hook_names/2 minLength', '/hook_names/3 minLength'],
  ],
  [{ annotations: { a: null } }, ['/annotations/a type']],
  [{ storage_location: 'EU' }, ['/storage_location pattern']],
  [{ storage_location: 'eu-west-north' }, ['/storage_location maxLength']],
  [{ storage_location: 'eu\n' }, ['/storage_location pattern']],
  [{ backup_name: 'a-b-c-d' }, ['/backup_name pattern']],
];

describe('a field added to the schema', () => {
  it('is in the types, and the copy compiles', async () => {
    const uses = [
      "import { type BackupTargetEntry, type K8sBackupTargetSpec, read } from './index.js';",
      'const spec: K8sBackupTargetSpec = {',
      "  snapshot_volumes: true, hook_names: ['a'], annotations: { a: 'b' }, storage_location: undefined,",
      '};',
      "export const entry: BackupTargetEntry = { app: 'a', relation_name: 'r', model: 'm', spec, priority: 'p' };",
      'const normalized = read.K8sBackupTargetSpec.parse(spec);',
      'export const flag: boolean | null = normalized.snapshot_volumes;',
      'export const hooks: string[] | null = normalized.hook_names;',
      'export const annotations: { [key: string]: string } | null = normalized.annotations;',
      'export const place: string | null = normalized.storage_location;',
      '// @ts-expect-error: a boolean, not a text.',
      "export const wrong: K8sBackupTargetSpec = { snapshot_volumes: 'true' };",
      '// @ts-expect-error: the new required field is missing.',
      "export const lacking: BackupTargetEntry = { app: 'a', relation_name: 'r', model: 'm', spec };",
    ];
    await writeFile(join(copy, 'packages/schema/src/uses.ts'), uses.join('\n'));
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    const compiled = await run(process.execPath, [
      compiler,
      '--project',
      join(copy, 'packages/schema'),
      '--noEmit',
      '--typeRoots',
      join(ROOT, 'node_modules/@types'),
    ]).catch((error: { readonly stdout: string }) => error);
    expect(compiled.stdout).toBe('');
  });

  it.each(['read', 'write'] as const)('is checked and normalised in the %s view', (view) => {
    const { K8sBackupTargetSpec } = schemaPackage[view];
    for (const [spec, value] of [
      [FULL, FULL],
      [{}, UNSET],
    ]) {
      const result = K8sBackupTargetSpec.validate(spec);
      expect(result).toStrictEqual({ ok: true, value });
      expect(Object.keys(result.ok ? result.value : {})).toEqual(Object.keys(FULL));
    }
    for (const [spec, rules] of INVALID) {
      const result = K8sBackupTargetSpec.validate(spec);
      const found = result.ok ? [] : result.issues.map(({ path, rule }) => `${path} ${rule}`);
      expect({ spec, found }).toEqual({ spec, found: rules });
    }
  });

  it('is copied, not shared, by normalisation', () => {
    const result = schemaPackage.read.K8sBackupTargetSpec.validate(FULL);
    const value = (result.ok ? result.value : {}) as typeof FULL;
    expect(value.hook_names).not.toBe(FULL.hook_names);
    expect(value.annotations).not.toBe(FULL.annotations);
  });

  it('has messages that name its examples and its length', () => {
    const messageOf = (spec: object): string | undefined => {
      const result = schemaPackage.write.K8sBackupTargetSpec.validate(spec);
      return result.ok ? undefined : result.issues[0]?.message;
    };
    expect(messageOf({ storage_location: 'EU' })).toContain('eu, eu-west');
    expect(messageOf({ ttl: 'EU' })).not.toContain('eu-west');
    expect(messageOf({ storage_location: 'a'.repeat(13) })).toBe(
      'must be at most 12 characters long',
    );
    expect(messageOf({ hook_names: [''] })).toBe('must be at least 2 characters long');
  });

  it('is left out of what is published while it is not set, in both languages', () => {
    const entry = { app: 'a', relation_name: 'r', model: 'm', spec: { ttl: '1h' }, priority: 'p' };
    const bytes = schemaPackage.encodeDatabag({ backup_targets: [entry] }).backup_targets;
    expect(bytes).toContain('"ttl": "1h"}, "priority": "p"}]');
    expect(inPython(ENCODE, { backup_targets: [entry] })).toEqual([bytes, bytes]);
    expect(schemaPackage.decodeDatabag({ backup_targets: bytes })).toMatchObject({
      targets: [{ target: { spec: UNSET_WITH_TTL } }],
      issues: [],
    });
  });

  it('goes through encode and decode, after the fields that were there', () => {
    const entry = { app: 'a', relation_name: 'r', model: 'm', spec: FULL, priority: 'high' };
    const databag = schemaPackage.encodeDatabag({ backup_targets: [entry] });
    expect(databag.backup_targets).toContain(
      '"ttl": null, "snapshot_volumes": false, "hook_names": ["freeze", "thaw"], ' +
        '"annotations": {"owner": "\\u00e9"}, "storage_location": "eu-west", "backup_name": "eu"}, ' +
        '"priority": "high"}]',
    );
    const written = databag.backup_targets;
    expect(inPython(ENCODE, { backup_targets: [entry] })).toEqual([written, written]);
    expect(schemaPackage.decodeDatabag(databag)).toMatchObject({
      targets: [{ target: entry }],
      issues: [],
    });
  });

  it('overflows no stack with an endless text, and hides no other entry', () => {
    const entry = { app: 'a', relation_name: 'r', model: 'm', spec: {}, priority: 'high' };
    const bad = { ...entry, spec: { storage_location: 'a-'.repeat(5_000_000) } };
    const backup_targets = JSON.stringify([bad, entry]);
    const { targets, issues } = schemaPackage.decodeDatabag({ backup_targets });
    expect(targets).toHaveLength(1);
    expect(issues.length).toBeGreaterThan(0);
  });

  it('is in the field tables of the README, with its pattern also where it has no example', async () => {
    const readme = await readFile(join(copy, README_FILE), 'utf8');
    expect(readme).toContain('| `snapshot_volumes` | boolean or null | no |');
    expect(readme).toContain('| `hook_names` | array of string or null | no |');
    expect(readme).toContain('| `annotations` | map of string to string or null | no |');
    expect(readme).toContain('| `priority` | string | required | A required text. |');
    expect(readme).toContain(
      `Name of the place for the backup \\| Null means the default. Pattern: \`${NAME_PATTERN}\`. Examples: \`"eu"\`, \`"eu-west"\`. |`,
    );
    expect(readme).toContain(`same pattern as storage_location. Pattern: \`${NAME_PATTERN}\`. |`);
  });

  it('is in the Pydantic models of both views, with exact names, order, patterns and strictness', () => {
    const answer = inPython(INSPECT, { full: FULL, invalid: INVALID.map(([spec]) => spec) });
    const view = {
      names: ['ProviderAppData', 'BackupTargetEntry', 'K8sBackupTargetSpec'],
      fields: [
        ['backup_targets'],
        ['app', 'relation_name', 'model', 'spec', 'priority'],
        Object.keys(FULL),
      ],
      required: [['backup_targets'], ['app', 'relation_name', 'model', 'spec', 'priority'], []],
      patterns: {
        ttl: TTL_PATTERN,
        storage_location: NAME_PATTERN,
        backup_name: NAME_PATTERN,
      },
      max_length: { storage_location: 12 },
      strict: [true, true, true],
      descriptions: Object.values(NEW_FIELDS).map(({ description }) => description),
      full: FULL,
      empty: UNSET,
      accepted: [],
    };
    expect(answer).toEqual({
      read: { ...view, extra: ['ignore', 'ignore', 'ignore'], unknown: 'accepted' },
      write: { ...view, extra: ['forbid', 'forbid', 'forbid'], unknown: 'refused' },
    });
  });

  it("is in Python's checks of plain data, which pass what is valid and are not sure of the rest", () => {
    const answer = inPython(CHECK_PLAIN, [FULL, {}, ...INVALID.map(([spec]) => spec)]);
    expect(answer).toEqual([FULL, UNSET, ...INVALID.map(() => 'not sure')]);
  });
});

/** What a Python program prints, with the copy's package, to `input`. */
function inPython(program: string, input: unknown): unknown {
  if (!existsSync(PYTHON)) throw new Error('run npm test, which makes the Python environment');
  const options = { cwd: join(copy, PYTHON_SOURCE), encoding: 'utf8' } as const;
  const answer = execFileSync(PYTHON, ['-B', '-c', program], {
    ...options,
    input: JSON.stringify(input),
  });
  return JSON.parse(answer);
}

/** As plain data, and through the models. */
const ENCODE = `
import json, sys
from k8s_backup_target import encode_databag, write
data = json.load(sys.stdin)
model = write.ProviderAppData.model_validate(data)
print(json.dumps([encode_databag(each)["backup_targets"] for each in (data, model)]))
`;

const CHECK_PLAIN = `
import json, sys
from k8s_backup_target._generated.plain import k8s_backup_target_spec
from k8s_backup_target._plain import NotPlainError

def check(spec):
    try:
        return k8s_backup_target_spec(spec)
    except NotPlainError:
        return "not sure"

print(json.dumps([check(spec) for spec in json.load(sys.stdin)]))
`;

const INSPECT = `
import json, sys
from k8s_backup_target import read, write
from pydantic import BaseModel, ValidationError
given = json.load(sys.stdin)

def inspect(view):
    models = [view.ProviderAppData, view.BackupTargetEntry, view.K8sBackupTargetSpec]
    spec = view.K8sBackupTargetSpec
    properties = spec.model_json_schema()["properties"]

    def accepts(value):
        try:
            spec.model_validate(value)
            return True
        except ValidationError:
            return False

    def constraint(name):
        return {
            key: branch[name]
            for key, node in properties.items()
            for branch in node.get("anyOf", [])
            if name in branch
        }

    return {
        "names": [model.__name__ for model in models if issubclass(model, BaseModel)],
        "fields": [list(model.model_fields) for model in models],
        "required": [[k for k, f in model.model_fields.items() if f.is_required()] for model in models],
        "patterns": constraint("pattern"),
        "max_length": constraint("maxLength"),
        "strict": [model.model_config["strict"] for model in models],
        "extra": [model.model_config["extra"] for model in models],
        "descriptions": [field.description for field in list(spec.model_fields.values())[7:]],
        "full": spec.model_validate(given["full"]).model_dump(),
        "empty": spec().model_dump(),
        "accepted": [value for value in given["invalid"] if accepts(value)],
        "unknown": "accepted" if accepts({"newer": 1}) else "refused",
    }

json.dump({"read": inspect(read), "write": inspect(write)}, sys.stdout)
`;
