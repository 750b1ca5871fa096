/** The names that a definition may have: each becomes a type in TypeScript and a class in Python. */

const PASCAL_CASE = /^[A-Z][A-Za-z0-9]*$/;

/** Names that the generated modules import or rely on: a definition of that name would take their place. */
const TAKEN_IN_TYPESCRIPT = 'Array Boolean ContractType Normalized Object String Validator';
const TAKEN_IN_PYTHON = 'Annotated BaseModel ConfigDict False Field None True';

const TAKEN: ReadonlyMap<string, string> = new Map([
  ...TAKEN_IN_TYPESCRIPT.split(' ').map((name) => [name, 'TypeScript'] as const),
  ...TAKEN_IN_PYTHON.split(' ').map((name) => [name, 'Python'] as const),
]);

/** Why a definition cannot have this name; undefined where it can. */
export function definitionNameFault(name: string): string | undefined {
  if (!PASCAL_CASE.test(name)) return 'must be named in PascalCase';
  const language = TAKEN.get(name);
  if (language === undefined) return undefined;
  return `is a name that the generated ${language} already uses: choose another`;
}
