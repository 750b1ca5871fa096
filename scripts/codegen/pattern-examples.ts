/** The schema's own examples for each pattern: what to write instead, in the message of an issue. */

import type { ContractSchema } from './dialect.js';
import { bannerComment } from './text/banner.js';

/** The text of `pattern-examples.ts`. */
export function renderPatternExamples(schema: ContractSchema): string {
  const fields = Object.values(schema.$defs).flatMap((node) =>
    Object.values(node.properties ?? {}),
  );
  const examplesByPattern = new Map<string, unknown[]>();
  for (const { pattern, examples } of fields) {
    if (pattern === undefined) continue;
    const others = examplesByPattern.get(pattern) ?? [];
    examplesByPattern.set(pattern, [...others, ...(examples ?? [])]);
  }
  const lines = [...examplesByPattern].map(
    ([pattern, examples]) => `  [${quote(pattern)}]: [${examples.map(quote).join(', ')}],\n`,
  );
  return [
    bannerComment('//', 'scripts/codegen/pattern-examples.ts'),
    '/** Valid values for each pattern of the schema. */\n',
    'export const patternExamples: Readonly<Record<string, readonly string[]>> = {\n',
    ...lines,
    '};\n',
  ].join('');
}

function quote(value: unknown): string {
  return JSON.stringify(value);
}
