/**
 * `npm run velero-schemas`: writes the schemas of Velero's own objects below schema/velero, from the Go module of
 * each release. A schema that is like the one of the release before is not written again; kinds.json says where
 * each begins to hold.
 */
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { veleroModule } from '@k8s-backup-target/tools/velero-module';
import { schemaIn } from './object-schema.js';

/** Every release that is measured, oldest first. */
const RELEASES = [
  '1.14.1',
  '1.15.2',
  ...['1.16.0', '1.16.1', '1.16.2'],
  ...['1.17.0', '1.17.1', '1.17.2'],
  ...['1.18.0', '1.18.1', '1.18.2', '1.18.3'],
];

/** The kinds that are judged, by their plural names. */
const KINDS = {
  Backup: 'backups',
  BackupStorageLocation: 'backupstoragelocations',
  Schedule: 'schedules',
  VolumeSnapshotLocation: 'volumesnapshotlocations',
};

const FOLDER = 'schema/velero';

for (const { name } of readdirSync(FOLDER, { withFileTypes: true }).filter((e) => e.isDirectory()))
  rmSync(join(FOLDER, name), { recursive: true });

const modules = RELEASES.map((release) => ({ release, folder: veleroModule(release) }));
const kinds = Object.entries(KINDS).map(([kind, plural]) => [kind, written(kind, plural)]);
writeJson('kinds.json', Object.fromEntries(kinds));

/** Writes the schemas of a kind, and returns the releases from which each of them holds. */
function written(kind: string, plural: string): readonly string[] {
  const texts = modules.map(({ release, folder }) => ({
    release,
    schema: schemaIn(folder, plural),
  }));
  const changed = texts.filter(
    ({ schema }, index) => JSON.stringify(schema) !== JSON.stringify(texts[index - 1]?.schema),
  );
  for (const { release, schema } of changed) writeJson(join(release, `${kind}.json`), schema);
  return changed.map(({ release }) => release);
}

function writeJson(path: string, value: unknown): void {
  const file = join(FOLDER, path);
  mkdirSync(join(file, '..'), { recursive: true });
  writeFileSync(file, `${JSON.stringify(value, null, 2)}\n`);
  console.log(file);
}
