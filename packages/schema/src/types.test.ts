import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { StandardSchemaV1 } from '@standard-schema/spec';
import { describe, expect, expectTypeOf, it } from 'vitest';
import {
  type BackupTargetEntry,
  type ContractError,
  type Databag,
  type Decoded,
  decodeDatabag,
  encodeDatabag,
  type Issue,
  type K8sBackupTargetSpec,
  type Normalized,
  type ProviderAppData,
  type Result,
  read,
  type View,
  write,
} from './index.js';

const ROOT = fileURLToPath(new URL('../../..', import.meta.url));
const THIS_FILE = fileURLToPath(import.meta.url);

/** Compiles `file` under the repository's own options and returns what the compiler says. */
async function compile(file: string): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'schema-types-'));
  try {
    const project = join(folder, 'tsconfig.json');
    await writeFile(
      project,
      JSON.stringify({
        extends: join(ROOT, 'tsconfig.json'),
        compilerOptions: { typeRoots: [join(ROOT, 'node_modules/@types')] },
        files: [file],
        include: [],
      }),
    );
    const compiler = join(ROOT, 'node_modules/typescript/bin/tsc');
    await promisify(execFile)(process.execPath, [compiler, '--project', project]);
    return '';
  } catch (error) {
    return String((error as { readonly stdout?: string }).stdout || error);
  } finally {
    await rm(folder, { recursive: true });
  }
}

describe('the types', () => {
  it('hold what the rest of this file states, says the compiler', async () => {
    expect(await compile(THIS_FILE)).toBe('');
  });

  it('allow a field to be absent, null or undefined, also under exactOptionalPropertyTypes', () => {
    const unset: (string | undefined)[] = [];
    const specs: K8sBackupTargetSpec[] = [{}, { ttl: null }, { ttl: undefined }, { ttl: unset[0] }];
    expect(specs.map((spec) => write.K8sBackupTargetSpec.parse(spec).ttl)).toEqual(
      Array(4).fill(null),
    );
  });

  it('refuse an unknown field in an object literal', () => {
    // @ts-expect-error: exclude_namespace lacks its s.
    const misspelt: K8sBackupTargetSpec = { exclude_namespace: ['kube-system'] };
    const entry: BackupTargetEntry = {
      app: 'a',
      relation_name: 'r',
      model: 'm',
      spec: {},
      // @ts-expect-error: there is no endpoint.
      endpoint: 'r',
    };
    // @ts-expect-error: only backup_targets is published.
    const data: ProviderAppData = { backup_targets: [entry], version: 1 };
    expect(write.K8sBackupTargetSpec.validate(misspelt).ok).toBe(false);
    expect(() => encodeDatabag(data)).toThrow('unknown field');
  });

  it('refuse a wrong type and a missing field', () => {
    // @ts-expect-error: a number of hours is not a ttl.
    const ttl: K8sBackupTargetSpec = { ttl: 72 };
    // @ts-expect-error: the spec is required.
    const entry: BackupTargetEntry = { app: 'a', relation_name: 'r', model: 'm' };
    expect(read.K8sBackupTargetSpec.validate(ttl).ok).toBe(false);
    expect(read.BackupTargetEntry.validate(entry).ok).toBe(false);
  });

  it('give a normalised value all its keys, null where unset and never undefined', () => {
    type Spec = Normalized<K8sBackupTargetSpec>;
    interface First {
      include_namespaces: string[] | null;
      include_resources: string[] | null;
      exclude_namespaces: string[] | null;
      exclude_resources: string[] | null;
      include_cluster_resources: boolean | null;
      label_selector: { [key: string]: string } | null;
      ttl: string | null;
    }
    expectTypeOf<Pick<Spec, keyof First>>().toEqualTypeOf<First>();
    expectTypeOf<undefined>().not.toExtend<Spec[keyof Spec]>();
    expectTypeOf<
      Normalized<ProviderAppData>['backup_targets'][number]['spec']
    >().toEqualTypeOf<Spec>();
    expectTypeOf<Spec>().toExtend<K8sBackupTargetSpec>();
    // @ts-expect-error: a normalised spec lacks no key.
    const partial: Spec = { ttl: null };
    expect(read.K8sBackupTargetSpec.parse(partial)).not.toEqual(partial);
  });

  it('narrow a result on ok', () => {
    const result = read.BackupTargetEntry.validate({});
    expectTypeOf(result).toEqualTypeOf<Result<Normalized<BackupTargetEntry>>>();
    // @ts-expect-error: there is no value before ok is known.
    expect(result.value).toBeUndefined();
    if (!result.ok) expectTypeOf(result.issues).toEqualTypeOf<readonly Issue[]>();
    expect(result.ok).toBe(false);
  });

  it('accept both views where a view is asked for', () => {
    expectTypeOf(read).toExtend<View>();
    expectTypeOf(write).toExtend<View>();
    expectTypeOf<ContractError['code']>().toEqualTypeOf<'invalid-data'>();
    expectTypeOf(decodeDatabag).parameters.toEqualTypeOf<
      [databag: Databag, view?: View | undefined]
    >();
    expectTypeOf<Decoded['targets'][number]['target']['spec']['ttl']>().toEqualTypeOf<
      string | null
    >();
    expect(Object.keys(read)).toEqual(Object.keys(write));
  });

  it('are those of Standard Schema, input and output inferred', () => {
    const schema: StandardSchemaV1<
      BackupTargetEntry,
      Normalized<BackupTargetEntry>
    > = read.BackupTargetEntry;
    type Type = (typeof write)['K8sBackupTargetSpec'];
    expectTypeOf<StandardSchemaV1.InferInput<Type>>().toEqualTypeOf<K8sBackupTargetSpec>();
    expectTypeOf<StandardSchemaV1.InferOutput<Type>>().toEqualTypeOf<
      Normalized<K8sBackupTargetSpec>
    >();
    // @ts-expect-error: an entry is not a spec.
    const other: StandardSchemaV1<K8sBackupTargetSpec> = read.BackupTargetEntry;
    expect(schema['~standard']).toBe(other['~standard']);
  });
});
