/**
 * `npm run registry`: packs every package of this clone, and serves them to npm and pip on this machine until
 * it is ended. So whatever a document says about installing works before there is a release. `--port N`
 * takes another port than 4873.
 */
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { registryLines } from './lines.js';
import { packAll } from './pack-all.js';
import { serveRegistry } from './serve.js';

const FOLDER = resolve('dist/registry');

async function main(): Promise<void> {
  const { values } = parseArgs({ options: { port: { type: 'string', default: '4873' } } });
  const { tarballs, whyNoPython } = await packAll('.', FOLDER);
  const { address } = await serveRegistry(tarballs, Number(values.port));
  const lines = registryLines(address, join(FOLDER, 'python'));
  console.log(`The packages of this clone are served until you press Ctrl-C. In another terminal:

${lines.map((line) => `  ${line}`).join('\n')}
${whyNoPython === undefined ? '' : `\nWithout the Python packages: ${whyNoPython}\n`}
Afterwards: npm config delete @k8s-backup-target:registry`);
}

main().catch((error: unknown) => {
  console.error(`registry: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
});
