/** The modules `read` and `write`: every definition of the schema as a contract type of one view. */
import type { View } from './ajv-validators.js';
import { bannerComment } from './banner.js';
import type { ContractSchema } from './dialect.js';

const MODULE_DOC: Readonly<Record<View, string>> = {
  read: 'The read view: unknown keys are tolerated at every level, since a peer may be newer, and dropped.',
  write:
    'The write view: unknown keys are refused at every level. Every reader would ignore a misspelt\n * `exclude_namespace`, and the backup would hold everything.',
};

/** The text of `read.ts` or `write.ts`. */
export function renderView(schema: ContractSchema, view: View): string {
  const names = Object.keys(schema.$defs);
  const sorted = [...names].sort();
  return [
    bannerComment('//', 'scripts/codegen/typescript-views.ts'),
    `/**\n * ${MODULE_DOC[view]}\n *\n * @module\n */\n`,
    "import { type ContractType, contractType } from '../contract-type.js';\n",
    importOf(sorted, 'normalize', 'normalize'),
    importOf(sorted, 'validate', `${view}-validators`),
    "import type * as types from './types.js';\n",
    ...names.map((name) => constant(name, schema.$defs[name]?.description ?? '', view)),
  ].join('');
}

function importOf(names: readonly string[], prefix: string, module: string): string {
  const lines = names.map((name) => `  ${prefix}${name},\n`).join('');
  return `import {\n${lines}} from './${module}.js';\n`;
}

function constant(name: string, description: string, view: View): string {
  const [sentence = ''] = description.split(/(?<=\.)(?: |$)/);
  return (
    `\n/** ${sentence} In the ${view} view. */\n` +
    `export const ${name}: ContractType<types.${name}> = contractType(\n` +
    `  validate${name},\n  normalize${name},\n);\n`
  );
}
