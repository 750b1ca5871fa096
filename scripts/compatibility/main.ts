/**
 * `npm run compatibility`: exits 1 if a schema breaks with what is released, and says where and why.
 * `npm run compatibility -- --accept`: takes the schemas as released; `npm run version` does it.
 * Exit 2: it could not be found out.
 */
import { parseArgs } from 'node:util';
import { acceptSchemas, findBreaks } from './gate.js';

const REMEDY =
  'Charms in the field run the released schema. Undo the change, add an optional field instead, or make a ' +
  'new version folder (schema/v1) for a contract that differs.';

function main(): number {
  const { values } = parseArgs({
    options: { accept: { type: 'boolean' }, root: { type: 'string' } },
  });
  const root = values.root ?? '.';
  const breaks = findBreaks(root);
  for (const { file, pointer, reason } of breaks) console.error(`${file}#${pointer}: ${reason}`);
  if (breaks.length > 0) {
    console.error(`compatibility: ${breaks.length} broken. ${REMEDY}`);
    return 1;
  }
  for (const file of values.accept ? acceptSchemas(root) : [])
    console.log(`compatibility: ${file} is now what is released`);
  console.log('compatibility: the schemas agree with what is released');
  return 0;
}

try {
  process.exitCode = main();
} catch (error) {
  console.error(`compatibility: ${error instanceof Error ? error.message : String(error)}`);
  process.exitCode = 2;
}
