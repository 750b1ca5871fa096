/** The fields that are added to a copy, one of each type, and code that uses them. */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { SCHEMA_FILE } from '../codegen/render.js';

const FIELDS = {
  snapshot_volumes: {
    description: 'Whether to take snapshots of volumes. Null means the default.',
    type: ['boolean', 'null'],
    default: null,
    examples: [true],
  },
  ordered_resources: {
    description: 'Resources to save first, in order. Null means none.',
    type: ['array', 'null'],
    items: { type: 'string' },
    default: null,
    examples: [['configmaps', 'secrets']],
  },
  annotations: {
    description: 'Annotations of the backup, by key. Null means none.',
    type: ['object', 'null'],
    additionalProperties: { type: 'string' },
    default: null,
    examples: [{ team: 'storage' }],
  },
};

/** Code that is checked with the copy's own: the types have the fields, and refuse a wrong value. */
const USES: readonly (readonly [path: string, lines: readonly string[]])[] = [
  [
    'packages/schema/src/added-fields.ts',
    [
      "import { type K8sBackupTargetSpec, read } from './index.js';",
      '',
      'const spec: K8sBackupTargetSpec = {',
      '  snapshot_volumes: true,',
      "  ordered_resources: ['configmaps'],",
      "  annotations: { team: 'storage' },",
      '};',
      'const normalized = read.K8sBackupTargetSpec.parse(spec);',
      'export const flag: boolean | null = normalized.snapshot_volumes;',
      'export const list: readonly string[] | null = normalized.ordered_resources;',
      'export const map: Readonly<Record<string, string>> | null = normalized.annotations;',
      '// @ts-expect-error: a boolean, not a text.',
      "export const wrong: K8sBackupTargetSpec = { snapshot_volumes: 'true' };",
    ],
  ],
  [
    'packages/python/tests/added_fields.py',
    [
      'from k8s_backup_target import K8sBackupTargetSpec',
      '',
      'spec = K8sBackupTargetSpec(',
      '    snapshot_volumes=True,',
      '    ordered_resources=["configmaps"],',
      '    annotations={"team": "storage"},',
      ')',
      'flag: bool | None = spec.snapshot_volumes',
      'items: list[str] | None = spec.ordered_resources',
      'texts: dict[str, str] | None = spec.annotations',
      '# A wrong type, which strict pyright must report: otherwise this comment is reported.',
      'K8sBackupTargetSpec(snapshot_volumes="true")  # pyright: ignore[reportArgumentType]',
    ],
  ],
];

/** Adds the fields to the schema below the current folder, formatted as Biome wants it, and the code that uses them. */
export function addFields(): void {
  const schema = JSON.parse(readFileSync(SCHEMA_FILE, 'utf8'));
  Object.assign(schema.$defs.K8sBackupTargetSpec.properties, FIELDS);
  writeFileSync(SCHEMA_FILE, JSON.stringify(schema));
  execFileSync('npx', ['biome', 'format', '--write', SCHEMA_FILE], { stdio: 'ignore' });
  for (const [path, lines] of USES) writeFileSync(path, `${lines.join('\n')}\n`);
}
