import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { kbt } from '../testing/kbt.js';
import { parseSource } from './parse-source.js';
import { Lines } from './position.js';
import { shapesIn } from './shape.js';

const parse = (text: string) => parseSource({ name: 'file', text });
const shapesOf = async (value: unknown) => {
  const documents = [...(await parse(JSON.stringify(value))), ...(await parse(stringify(value)))];
  return documents.flatMap(shapesIn).map(({ shape }) => shape);
};

describe('shapesIn', () => {
  it.each([
    ['show-unit', { 'a/0': { charm: 'x' }, 'a/1': { charm: 'x' } }],
    ['juju-config', { application: 'a', charm: 'c', settings: { ttl: { type: 'string' } } }],
    ['juju-model', { m: { name: 'admin/m', 'model-uuid': 'u' } }],
    ['databag', { backup_targets: '[]', other: 'x' }],
    ['databag', { app: 'a', relation_name: 'b', model: 'm', spec: '{}' }],
    ['provider-data', { backup_targets: [] }],
    ['provider-data', [{ app: 'a', relation_name: 'b', model: 'm', spec: {} }]],
    ['entry', { app: 'a', relation_name: 'b', model: 'm', spec: {} }],
    ['spec', { ttl: '1d', misspelt: true }],
    ['inventory', { groups: [], objects: [] }],
    ['object', { apiVersion: 'velero.io/v1', kind: 'Backup', spec: {} }],
  ])('finds that it is %s: %j', async (shape, value) => {
    expect(await shapesOf(value)).toEqual([shape, shape]);
  });

  it('takes a list of Kubernetes apart, and fills in the kinds', async () => {
    const list = {
      kind: 'ScheduleList',
      apiVersion: 'velero.io/v1',
      items: [{ metadata: { name: 'a' } }, { metadata: { name: 'b' } }],
    };
    const [document] = await parse(JSON.stringify(list));
    const found = document === undefined ? [] : shapesIn(document);
    expect(found.map(({ pointer }) => pointer)).toEqual(['/items/0', '/items/1']);
    expect(found.map(({ value }) => value)).toMatchObject([
      { kind: 'Schedule', metadata: { name: 'a' } },
      { kind: 'Schedule', metadata: { name: 'b' } },
    ]);
  });

  it('refuses what is none of these, and names them', async () => {
    const { exitCode, stderr } = await kbt(['validate'], { stdin: '{"what": "is this"}' });
    expect(stderr).toContain('- is none of: juju show-unit, juju config');
    expect(exitCode).toBe(2);
  });
});

describe('positionOf', () => {
  const value = { spec: { include_namespaces: ['a', 'b'], 'a/b~c': { ttl: '1d' } } };

  it.each([
    ['JSON', JSON.stringify(value, null, 2), '"ttl"', '"1d"'],
    ['YAML', stringify(value), 'ttl', '1d'],
  ])('finds the key and the value of a member of %s', async (_, text, key, ttl) => {
    const [document] = await parse(text);
    const at = (part: 'key' | 'value') => {
      const found = document?.positionOf('/spec/a~1b~0c/ttl', part) ?? { line: 0, column: 0 };
      return new Lines(text).line(found.line).slice(found.column - 1);
    };
    expect(at('key').startsWith(key)).toBe(true);
    expect(at('value').startsWith(ttl)).toBe(true);
  });

  it.each([JSON.stringify(value, null, 2), stringify(value)])('finds an item: %s', async (text) => {
    const [document] = await parse(text);
    const { line, column } = document?.positionOf('/spec/include_namespaces/1') ?? {
      line: 0,
      column: 0,
    };
    expect(new Lines(text).line(line).slice(column - 1)).toMatch(/^"?b/);
  });

  it('takes the nearest ancestor of what is not there', async () => {
    const [document] = await parse('{\n  "spec": {}\n}');
    expect(document?.positionOf('/spec/ttl/deep')).toEqual({ line: 2, column: 11 });
  });

  it('counts lines and columns as an editor does', () => {
    const texts = fc.array(fc.stringMatching(/^[ -~]*$/), { minLength: 1 });
    fc.assert(
      fc.property(texts, (lines) => {
        const found = new Lines(lines.join('\n'));
        let offset = 0;
        for (const [index, line] of lines.entries()) {
          expect(found.positionAt(offset)).toEqual({ line: index + 1, column: 1 });
          expect(found.line(index + 1)).toBe(line);
          offset += line.length + 1;
        }
      }),
    );
  });
});

describe('parseSource', () => {
  it('says where a text is neither JSON nor YAML', async () => {
    const { exitCode, stderr } = await kbt(['validate'], { stdin: 'a: [1,\nb: }' });
    expect(stderr).toMatch(/^kbt: input: -:2:\d+ is neither JSON nor YAML/);
    expect(exitCode).toBe(2);
  });

  it('reads every document of a YAML stream', async () => {
    const { stdout } = await kbt(['validate'], { stdin: 'ttl: 1d\n---\nttl: 2d\n' });
    expect(stdout).toContain('in 2 documents');
  });

  it.each(['# only a comment\n', '~', '---\n---\n'])('says that %j is empty', async (stdin) => {
    expect((await kbt(['validate'], { stdin })).stderr).toBe(
      'kbt: input: standard input is empty\n',
    );
  });

  it('merges what a merge key names', async () => {
    const [document] = await parse('<<: {ttl: 1d}\ninclude_namespaces: [a]\n');
    expect(document?.value).toEqual({ ttl: '1d', include_namespaces: ['a'] });
  });

  it('does not expand a billion laughs', async () => {
    const levels = Array.from(
      { length: 12 },
      (_, i) => `a${i + 1}: &a${i + 1} [${`*a${i},`.repeat(9)}]`,
    );
    const { exitCode, stderr } = await kbt(['validate'], {
      stdin: ['a0: &a0 [lol]', ...levels].join('\n'),
    });
    expect(stderr).toContain('cannot be read as YAML');
    expect(exitCode).toBe(2);
  });
});
