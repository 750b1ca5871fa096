import { expect, it } from 'vitest';
import { parseKinds, renderVeleroSchemas } from './schemas.js';

const LIST = { type: 'array', items: { type: 'string', description: 'x'.repeat(80) } };

it('writes a part that recurs once, and each schema with the release from which it holds', async () => {
  const schema = { type: 'object', properties: { a: LIST, b: LIST } };
  const text = await renderVeleroSchemas({ Thing: ['1.2.0', '1.3.0'] }, async (path) =>
    JSON.stringify(path.includes('1.3.0') ? { ...schema, required: ['a'] } : schema),
  );
  expect(text.split('x'.repeat(80))).toHaveLength(2);
  expect(text).toContain("export type VeleroKind = 'Thing';");
  expect(text).toMatch(/since: '1.2.0', schema: s\d+ \},\n {4}\{ since: '1.3.0', schema: s\d+ \}/);
});

it('refuses an invalid table', () => {
  expect(() => parseKinds('{"Backup": []}')).toThrow('not a table of kinds');
});
