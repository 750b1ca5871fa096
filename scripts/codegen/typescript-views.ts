/** The objects `read` and `write`: every definition of the schema as a contract type of one view. */
import type { View } from './ajv-validators.js';
import type { ContractSchema } from './dialect.js';
import { bannerComment } from './text/banner.js';

const DOC: Readonly<Record<View, string>> = {
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
    "import { type ContractType, contractType } from '../contract-type.js';\n",
    importOf(sorted, 'isExact', 'exact'),
    importOf(sorted, 'normalize', 'normalize'),
    importOf(sorted, 'validate', `${view}-validators`),
    ...(view === 'write' ? ["import { plainDataIssues } from '../plain-data.js';\n"] : []),
    ...(view === 'write' ? [importOf(sorted, 'fieldsOf', 'fields')] : []),
    "import type * as types from './types.js';\n",
    `\n/**\n * ${DOC[view]}\n */\n`,
    `export const ${view}: {\n`,
    ...names.map((name) => member(name, schema.$defs[name]?.description ?? '', view)),
    '} = {\n',
    // An object of pure calls, unlike a module's namespace, is dropped where it is unused.
    ...names.map(
      (name) =>
        `  ${name}: /* @__PURE__ */ contractType(\n` +
        `    validate${name},\n    normalize${name},\n    isExact${name},\n` +
        // A reader's values come from JSON, a writer's from the charm's own code.
        `${view === 'write' ? writerParts(name) : ''}  ),\n`,
    ),
    '};\n',
  ].join('');
}

function writerParts(name: string): string {
  return `    { foreignIssues: plainDataIssues, fields: fieldsOf${name} },\n`;
}

function importOf(names: readonly string[], prefix: string, module: string): string {
  const lines = names.map((name) => `  ${prefix}${name},\n`).join('');
  return `import {\n${lines}} from './${module}.js';\n`;
}

function member(name: string, description: string, view: View): string {
  const [sentence = ''] = description.split(/(?<=\.)(?: |$)/);
  return `  /** ${sentence} In the ${view} view. */\n  readonly ${name}: ContractType<types.${name}>;\n`;
}
