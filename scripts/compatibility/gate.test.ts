import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { acceptSchemas, findBreaks, unreleasedChanges } from './gate.js';

const REPOSITORY = fileURLToPath(new URL('../..', import.meta.url));
const SCHEMA = 'schema/v0/k8s_backup_target.schema.json';
const RELEASED = 'scripts/compatibility/released/v0/k8s_backup_target.schema.json';
const REVIEWED = 'scripts/compatibility/reviewed-widenings.json';

let root = '';

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'compatibility-'));
  mkdirSync(join(root, 'scripts'));
  cpSync(join(REPOSITORY, 'schema'), join(root, 'schema'), { recursive: true });
  cpSync(join(REPOSITORY, RELEASED, '../..'), join(root, RELEASED, '../..'), { recursive: true });
  writeFileSync(join(root, SCHEMA), read(RELEASED));
  writeFileSync(join(root, REVIEWED), '[]\n');
});

afterEach(() => {
  rmSync(root, { recursive: true });
});

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Changes the schema's text; fails if there was nothing to change. */
function edit(from: string, to: string): void {
  const text = read(SCHEMA);
  expect(text).toContain(from);
  writeFileSync(join(root, SCHEMA), text.replace(from, to));
}

const OPTIONAL_FIELD = '"ttl": {';
const WITH_OPTIONAL_FIELD = '"new_field": { "type": ["string", "null"] }, "ttl": {';

it("holds this repository's schemas to what is released", () => {
  expect(findBreaks(REPOSITORY)).toEqual([]);
});

it('names the file, the place and the reason, says what to do, and exits with 1', () => {
  edit('"include_resources"', '"included_resources"');
  const { status, stderr } = runMain();
  expect(stderr).toContain(
    `${SCHEMA}#/$defs/K8sBackupTargetSpec/properties/include_resources: the field was removed or renamed to "included_resources"`,
  );
  expect(stderr).toContain('new version folder (schema/v1)');
  expect(status).toBe(1);
});

it('exits with 0 for an optional field, and with 2 for what is not JSON', () => {
  edit(OPTIONAL_FIELD, WITH_OPTIONAL_FIELD);
  expect(runMain().status).toBe(0);
  writeFileSync(join(root, SCHEMA), '{');
  expect(runMain()).toMatchObject({
    status: 2,
    stderr: expect.stringContaining(`${SCHEMA} cannot be read as JSON`),
  });
});

function runMain(): { status: number | null; stderr: string } {
  const main = join(REPOSITORY, 'scripts/compatibility/main.ts');
  const args = ['--import', 'tsx', main, '--root', root];
  return spawnSync(process.execPath, args, { cwd: REPOSITORY, encoding: 'utf8' });
}

it('holds no new version folder to the old ones', () => {
  mkdirSync(join(root, 'schema/v1'));
  writeFileSync(join(root, 'schema/v1/new.schema.json'), '{"type":"string"}');
  expect(findBreaks(root)).toEqual([]);
  expect(unreleasedChanges(root)).toEqual(['schema/v1/new.schema.json']);
});

it('refuses that a released schema is taken away', () => {
  rmSync(join(root, 'schema/v0'), { recursive: true });
  expect(findBreaks(root)).toEqual([
    { file: SCHEMA, pointer: '', reason: expect.stringContaining('removed or renamed') },
  ]);
});

it('accepts what passes as released from then on', () => {
  edit(OPTIONAL_FIELD, WITH_OPTIONAL_FIELD);
  expect(acceptSchemas(root)).toEqual([SCHEMA]);
  expect(read(RELEASED)).toBe(read(SCHEMA));
  expect(unreleasedChanges(root)).toEqual([]);
  edit(WITH_OPTIONAL_FIELD, OPTIONAL_FIELD);
  expect(findBreaks(root)).toHaveLength(1);
});

it('accepts nothing while there is a break', () => {
  const before = read(RELEASED);
  edit('"required": ["app", "relation_name", "model", "spec"]', '"required": []');
  edit('"items": { "type": "string" }', '"items": { "type": "boolean" }');
  expect(() => acceptSchemas(root)).toThrow('nothing was accepted');
  expect(read(RELEASED)).toBe(before);
});

it('lets a pattern grow that was reviewed, and forgets the review once it has served', () => {
  const from = /"pattern": ("\^.*")/.exec(read(SCHEMA))?.[1] ?? '';
  const to = '"^[0-9dhms]*$"';
  edit(from, to);
  const file = 'v0/k8s_backup_target.schema.json';
  const pointer = '/$defs/K8sBackupTargetSpec/properties/ttl/pattern';
  expect(findBreaks(root)).toHaveLength(1);
  const widening = { file, pointer, from: JSON.parse(from), to: JSON.parse(to) };
  writeFileSync(join(root, REVIEWED), JSON.stringify([widening]));
  expect(() => findBreaks(root)).toThrow('has no "because"');
  const because = 'It takes any run of these characters.';
  writeFileSync(join(root, REVIEWED), JSON.stringify([{ ...widening, because }]));
  expect(findBreaks(root)).toEqual([]);
  acceptSchemas(root);
  expect(read(REVIEWED)).toBe('[]\n');
});
