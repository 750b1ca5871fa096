import { expect, it } from 'vitest';
import { publishableSpec } from './publishable-spec.js';

async function messages(spec: object): Promise<readonly string[]> {
  const result = await publishableSpec(() => spec);
  return result.ok ? [] : result.issues.map(({ message }) => message);
}

it('shows a refused text of 60 characters whole, and cuts a longer one, by characters', async () => {
  const shown = async (ttl: string) => /not "(.*)"$/.exec((await messages({ ttl }))[0] ?? '')?.[1];
  expect(await shown('x'.repeat(60))).toBe('x'.repeat(60));
  expect(await shown('x'.repeat(61))).toBe(`${'x'.repeat(60)}…`);
  expect(await shown('😀'.repeat(60))).toBe('😀'.repeat(60));
  expect(await shown(`${'😀'.repeat(60)}x`)).toBe(`${'😀'.repeat(60)}…`);
});

it('shows the value of a wrong type alone', async () => {
  expect(await messages({ include_namespaces: [5] })).toEqual(['must be of type string, not 5']);
  expect(await messages({ label_selector: [] })).toEqual([expect.stringContaining(', not a list')]);
  expect(await messages({ unknown_field: 5 })).toEqual([expect.not.stringMatching(/, not 5$/)]);
  expect(await messages({ label_selector: new Map() })).toEqual([
    expect.not.stringContaining(', not '),
  ]);
});
