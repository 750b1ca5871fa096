import { describe, expect, it } from 'vitest';
import { block, textCaptures } from './testing/terminal-captures.js';

describe('docs/cli.md', () => {
  const captures = textCaptures();

  it('shows commands in terminals of two widths', () => {
    expect(captures.length).toBeGreaterThan(4);
    expect(new Set(captures.map(({ columns }) => columns))).toEqual(new Set([80, 120]));
  });

  it.each(captures)('shows what `$line` prints in $columns columns', async (capture) => {
    expect(await block(capture)).toBe(capture.text);
  });
});
