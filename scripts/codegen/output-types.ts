/** json-schema-to-typescript: the types of what `kbt` prints with `-o json`, of their one schema. */
import { compile } from 'json-schema-to-typescript';
import { bannerComment } from './text/banner.js';

/** The schema of the output, from the repository's root. */
export const OUTPUT_SCHEMA_FILE = 'packages/cli/schemas/output.schema.json';

type Node = Readonly<Record<string, unknown>>;

/** The text of `output.ts`. */
export async function renderOutputTypes(text: string): Promise<string> {
  const { $defs }: { readonly $defs: Readonly<Record<string, Node>> } = JSON.parse(text);
  const commands = Object.keys($defs).filter((name) => /^[a-z]/.test(name));
  const definitions = Object.entries($defs).map(([name, node]) => [
    typeName(name),
    withReadonlyLists(renamed(node) as Node),
  ]);
  const root = {
    description: 'What each command prints, by its name.',
    type: 'object' as const,
    additionalProperties: false,
    required: commands,
    properties: Object.fromEntries(commands.map((name) => [name, reference(name)])),
    $defs: Object.fromEntries(definitions),
  };
  const types = await compile(root, 'Outputs', {
    bannerComment: bannerComment('//', 'json-schema-to-typescript', OUTPUT_SCHEMA_FILE),
    additionalProperties: false,
    unknownAny: true,
    ignoreMinAndMaxItems: true,
    unreachableDefinitions: true,
    style: { singleQuote: true, printWidth: 100 },
  });
  return readonlyMembers(types);
}

/** A command's output is named after it: `why` is `WhyOutput`. Its parts keep their names. */
function typeName(name: string): string {
  if (/^[A-Z]/.test(name)) return name;
  const words = name.split('-').map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  return `${words.join('')}Output`;
}

function reference(name: string): Node {
  return { $ref: `#/$defs/${typeName(name)}` };
}

/** A copy with each reference to a definition under its type's name. */
function renamed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(renamed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === '$ref'
        ? `#/$defs/${typeName(String(member).replace('#/$defs/', ''))}`
        : renamed(member),
    ]),
  );
}

/**
 * A copy in which lists are readonly, which the generator has no option for: `tsType` is what it takes as it is.
 * Lists of objects without a name stay, since their type is the generator's to write.
 */
function withReadonlyLists(node: Node): Node {
  const members = Object.entries(node).map(([key, member]) => [key, deeper(member)]);
  const type = listType(node);
  return { ...Object.fromEntries(members), ...(type === undefined ? {} : { tsType: type }) };
}

function deeper(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(deeper);
  return typeof value === 'object' && value !== null ? withReadonlyLists(value as Node) : value;
}

function listType({ type, items }: Node): string | undefined {
  const types = [type].flat();
  if (!types.includes('array')) return undefined;
  const item = itemType(items as Node | undefined);
  if (item === undefined) return undefined;
  return `readonly ${item}[]${types.includes('null') ? ' | null' : ''}`;
}

function itemType(items: Node | undefined): string | undefined {
  if (items === undefined) return 'unknown';
  if (typeof items['$ref'] === 'string') return items['$ref'].replace('#/$defs/', '');
  return items['type'] === 'string' ? 'string' : undefined;
}

/**
 * Members and the remaining lists are readonly, and a comment does not tell how the generator came to a type:
 * patches, because it has no option for either.
 */
function readonlyMembers(text: string): string {
  return text
    .replaceAll(/( \*\n)? \* This interface was referenced by .*\n \* via the .*\n/g, '')
    .replaceAll(/^\/\*\*\n \*\/\n/gm, '')
    .replace(/^( +)('?[\w-]+'?\??: )/gm, '$1readonly $2')
    .replace(/^( +)(readonly [\w'-]+\??: )(\{\n(?:\1 +.*\n)*\1\}\[\];)/gm, '$1$2readonly $3');
}
