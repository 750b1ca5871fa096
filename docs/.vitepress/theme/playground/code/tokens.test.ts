import { describe, expect, it } from 'vitest';
import { tokensOf } from './tokens.js';

function painted(line: string): readonly string[] {
  return tokensOf(line).map(({ from, to, kind }) => `${kind} ${line.slice(from, to).trim()}`);
}

describe('the tokens of a line', () => {
  it.each([
    ['  - shop # ours', ['comment # ours']],
    ['ttl: 30d', ['key ttl']],
    ['include_cluster_resources: false', ['key include_cluster_resources', 'word false']],
    ['{"app": "it\\"s", "n": -1}', ['key "app"', 'text "it\\"s"', 'key "n"', 'word -1']],
    ["data: 'a # b'", ['key data', "text 'a # b'"]],
    ['app.kubernetes.io/name: web', ['key app.kubernetes.io/name']],
    ['a#b', []],
    ['"open', ['text "open']],
    ['', []],
  ])('of %s', (line, expected) => {
    expect(painted(line)).toEqual(expected);
  });

  it('are found in linear time, and of a long line only at its beginning', () => {
    const tokens = tokensOf('"\\'.repeat(2_000_000));
    expect(tokens.at(-1)?.to).toBeLessThanOrEqual(4000);
  });
});
