import { describe, expect, it } from 'vitest';
import { textMapOf, textsOf } from './decode.js';
import type { YamlNode } from './node.js';
import { YamlFault } from './node.js';
import { readYaml } from './read-yaml.js';
import { plainScalar, rewritten } from './scalar.js';

function at(node: YamlNode, key: string): YamlNode | undefined {
  const found = node.kind === 'map' ? node.entries.find(([one]) => textIn(one) === key) : undefined;
  return found?.[1];
}

function textIn(node: YamlNode | undefined): string | undefined {
  return node?.kind === 'scalar' ? node.text : undefined;
}

describe('a scalar without quotes', () => {
  it.each([
    ['', 'null', ''],
    ['~', 'null', '~'],
    ['yes', 'str', 'yes'],
    ['True', 'bool', 'true'],
    ['1.10', 'float', '1.1'],
    ['1.0', 'float', '1'],
    ['1e3', 'float', '1000'],
    ['1234567.0', 'float', '1.234567e+06'],
    ['0.00001', 'float', '1e-05'],
    ['-.inf', 'float', '-.inf'],
    ['0x1', 'int', '1'],
    ['01', 'int', '1'],
    ['0o17', 'int', '15'],
    ['1_000', 'int', '1000'],
    ['-5', 'int', '-5'],
    ['18446744073709551616', 'float', '1.8446744073709552e+19'],
    ['2026-01-02', 'timestamp', '2026-01-02 00:00:00'],
    ['0,5Gi', 'str', '0,5Gi'],
    ['09', 'float', '9'],
    ['1'.repeat(100_000), 'str', '1'.repeat(100_000)],
  ])('%.30s is read as Go reads it', (text, tag, written) => {
    const scalar = plainScalar(text);
    expect(scalar.tag).toBe(tag);
    expect(rewritten(scalar).text).toBe(written);
  });
});

describe('readYaml', () => {
  it('takes the first document alone', () => {
    expect(at(readYaml('a: 1\n---\n[broken'), 'a')).toMatchObject({ tag: 'int' });
  });

  it('takes a text in quotes for a text', () => {
    expect(at(readYaml('a: "1"\nb: !!str 1'), 'a')).toMatchObject({ tag: 'str' });
    expect(at(readYaml('a: "1"\nb: !!str 1'), 'b')).toMatchObject({ tag: 'str' });
  });

  it('follows aliases and merges, of which what is written wins', () => {
    const node = readYaml('x: &x {a: 1, b: 2}\ny: {<<: *x, b: 3}\nz: *x');
    const merged = at(node, 'y');
    expect(textMapOf(merged ?? node, 'y')).toEqual({ a: '1', b: '3' });
    expect(textMapOf(at(node, 'z') ?? node, 'z')).toEqual({ a: '1', b: '2' });
  });

  it.each([
    ['', 'is empty'],
    ['# nothing', 'is empty'],
    ['a: 1\na: 2', 'twice'],
    ['a: [', 'is not YAML'],
    ['a: *gone', 'anchor'],
    ['a: {<<: 1}', 'merges a value'],
    ['a: &a [*a]', 'too many'],
    [bomb(), 'too many'],
    ['['.repeat(5000), 'is not YAML'],
  ])('refuses %.30j', (text, reason) => {
    expect(() => readYaml(text)).toThrow(YamlFault);
    expect(() => readYaml(text)).toThrow(reason);
  });
});

/** Each line holds the one before ten times. */
function bomb(): string {
  const lines = Array.from({ length: 12 }, (_, level) => {
    const inner = level === 0 ? '"x"' : `*a${level - 1}`;
    return `a${level}: &a${level} [${Array(10).fill(inner).join(', ')}]`;
  });
  return lines.join('\n');
}

describe('lists and maps of texts', () => {
  it('drop null, and keep what is written', () => {
    expect(textsOf(readYaml('[a, ~, 1.10, "", true]'), 'a list')).toEqual([
      'a',
      '1.10',
      '',
      'true',
    ]);
    expect(textMapOf(readYaml('{a: ~, ~: b, 01: c}'), 'a map')).toEqual({ a: '', '01': 'c' });
  });

  it('are nothing else', () => {
    expect(() => textsOf(readYaml('a'), 'kinds')).toThrow('kinds is not a list');
    expect(() => textsOf(readYaml('[[a]]'), 'kinds')).toThrow('an entry of kinds is not a text');
    expect(() => textMapOf(readYaml('[a]'), 'labels')).toThrow('labels is not a map');
  });
});
