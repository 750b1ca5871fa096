/** Bundles the program, and makes the templates from the example charms. */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { LANGUAGES, ROLES, templateName } from './src/template.js';
import { makeTemplate } from './templates.js';

const folder = fileURLToPath(new URL('.', import.meta.url));
const root = join(folder, '../..');
const dist = join(folder, 'dist');

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'templates'), { recursive: true });
for (const language of LANGUAGES) {
  for (const role of ROLES) {
    const template = makeTemplate(root, language, role);
    writeFileSync(join(dist, 'templates', templateName(language, role)), JSON.stringify(template));
  }
}
await build({
  absWorkingDir: folder,
  entryPoints: ['src/create.ts'],
  outdir: dist,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  logLevel: 'warning',
});
