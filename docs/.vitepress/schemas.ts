/** The schemas that editors and programs read from the site, at addresses that stay. */
import { copyFileSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Path in the site → file of the repository. */
export const SCHEMAS: Readonly<Record<string, string>> = {
  'schemas/v0/k8s_backup_target.schema.json': 'schema/v0/k8s_backup_target.schema.json',
  'schemas/kbt/output.schema.json': 'packages/cli/schemas/output.schema.json',
  'schemas/preview/inventory.schema.json': 'packages/preview/inventory.schema.json',
};

/** Copies them into the built site. */
export function publishSchemas(site: string): void {
  for (const [path, file] of Object.entries(SCHEMAS)) {
    mkdirSync(dirname(join(site, path)), { recursive: true });
    copyFileSync(join(ROOT, file), join(site, path));
  }
}
