import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import type { Request } from '../protocol.js';
import { typescriptAnswer } from '../typescript-answer.js';
import { agree } from './compare.js';
import { foundCase, foundClass } from './found.js';
import { Fuzzer } from './fuzzer.js';
import { generateBatch } from './generate.js';
import { shrink } from './shrink.js';

const VALID: Request = {
  id: '1',
  layer: 'databag',
  view: 'read',
  input: {
    backup_targets:
      '[{"app": "é", "relation_name": "b", "model": "m", "spec": {"label_selector": {"b": "", "1": "😀"}}}]',
  },
};

describe('the generator', () => {
  it('gives the same texts for the same seed, and others for another', () => {
    expect(generateBatch(7, 3, 200)).toEqual(generateBatch(7, 3, 200));
    expect(generateBatch(7, 3, 200)).not.toEqual(generateBatch(7, 4, 200));
    expect(generateBatch(7, 3, 200)).not.toEqual(generateBatch(8, 3, 200));
  });

  const isOfContract = ({ layer }: Request) => layer !== 'cron';

  it('meets every rule, both layers and both views, valid and invalid', () => {
    const requests = generateBatch(1, 1, 5000).filter(isOfContract);
    const answers = requests.map(typescriptAnswer);
    const rules = new Set(answers.flatMap(({ issues = [] }) => issues.map(({ rule }) => rule)));
    expect([...rules].sort()).toEqual([
      'additionalProperties',
      'json',
      'pattern',
      'required',
      'type',
      'unicode',
    ]);
    const kinds = requests.map(({ layer, view }, at) => `${layer} ${view} ${answers[at]?.valid}`);
    expect(new Set(kinds).size).toBe(8);
  });

  it('writes cron expressions of which one in four is valid', () => {
    const requests = generateBatch(1, 1, 5000).filter((request) => !isOfContract(request));
    const answers = requests.map(typescriptAnswer);
    expect(requests.length).toBeGreaterThan(600);
    expect(answers.filter(({ valid }) => valid).length).toBeGreaterThan(requests.length / 4);
    const said = answers.flatMap(({ issues = [], findings = [] }) => [...issues, ...findings]);
    expect(new Set(said.map(({ rule }) => rule)).size).toBeGreaterThan(15);
  });

  it('writes texts that reach deep: kept values along with issues, and labels', () => {
    const values = generateBatch(1, 2, 5000).map(typescriptAnswer);
    expect(values.some(({ valid, value }) => !valid && value?.backup_targets.length)).toBe(true);
    expect(JSON.stringify(values)).toContain('"__proto__":');
  });
});

describe('the comparison', () => {
  const answer = typescriptAnswer(VALID);
  const line = (changed: object) => JSON.stringify({ ...answer, ...changed });

  it('takes equal answers as equal, however they are written', () => {
    expect(agree(answer, line({}))).toBe(true);
    const text = JSON.stringify(answer).replace('é', '\\u00e9');
    expect(agree(answer, text)).toBe(true);
    const reordered = text.replace('"1":"😀","b":""', '"b":"","1":"😀"');
    expect(reordered).not.toBe(text);
    expect(agree(answer, reordered)).toBe(true);
  });

  it('takes issues as a set', () => {
    const one = { path: '/a', rule: 'type' };
    const two = { path: '/b', rule: 'type' };
    const wrong = { ...answer, valid: false, issues: [one, two] };
    expect(agree(wrong, JSON.stringify({ ...wrong, issues: [two, one, two] }))).toBe(true);
    expect(agree(wrong, JSON.stringify({ ...wrong, issues: [two] }))).toBe(false);
  });

  it('compares what is said of a cron expression', () => {
    const refused = typescriptAnswer({ id: '1', layer: 'cron', view: 'read', input: '@daily ' });
    const issues = refused.issues?.map((issue) => ({ ...issue, message: 'is odd' }));
    expect(agree(refused, JSON.stringify(refused))).toBe(true);
    expect(agree(refused, JSON.stringify({ ...refused, issues }))).toBe(false);
  });

  it.each([
    ['another verdict', line({ valid: false })],
    ['another value', line({ value: { backup_targets: [] } })],
    ['another issue', line({ issues: [{ path: '', rule: 'type' }] })],
    ['another id', line({ id: '2' })],
    ['no answer', 'Traceback'],
  ])('tells apart: %s', (_, other) => {
    expect(agree(answer, other)).toBe(false);
  });
});

describe('the shrinker', () => {
  it('leaves only what the disagreement needs', async () => {
    const request: Request = {
      id: '1',
      layer: 'databag',
      view: 'read',
      input: {
        other: 'x',
        backup_targets: '[{"app": "a"}, {"app": "b", "spec": {"ttl": "1h", "x": [1, {"bad": 2}]}}]',
      },
    };
    const fails = async ({ input }: Request) =>
      typeof input === 'object' && /"bad":\s*2/.test(input['backup_targets'] ?? '');
    const smallest = await shrink(request, fails);
    expect(smallest.input).toEqual({ backup_targets: '"bad":2' });
  });

  it('shrinks a text that is not JSON', async () => {
    const request: Request = { id: '1', layer: 'object', view: 'write', input: '{"a": [NaN, 1' };
    const fails = async ({ input }: Request) => String(input).includes('NaN');
    expect((await shrink(request, fails)).input).toBe('NaN');
  });
});

describe('a disagreement that was found', () => {
  it('is a case as the case schema describes it, also where issues repeat', () => {
    const request: Request = {
      id: '1',
      layer: 'object',
      view: 'read',
      input: '{"backup_targets":[{}]}',
    };
    const found = foundCase(request, typescriptAnswer(request), 1);
    const ajv = new Ajv2020({
      strictTypes: false,
      formats: { 'uri-reference': true, 'json-pointer': true },
    });
    const schema = readFileSync(join(import.meta.dirname, '..', 'case.schema.json'), 'utf8');
    const validate = ajv.compile(JSON.parse(schema));
    validate(foundClass([found]));
    expect(validate.errors).toBeNull();
    expect(found.issues).toEqual([{ path: '/backup_targets/0', rule: 'required' }]);
  });
});

describe('the run', () => {
  const fake = (behaviour: string) => {
    const script = join(import.meta.dirname, '..', 'testing', 'fake-executor.mjs');
    return { program: process.execPath, args: [script, behaviour] };
  };

  it('finds an executor that calls everything valid, and stops', async () => {
    const fuzzer = new Fuzzer(1, Number.POSITIVE_INFINITY, fake('always-valid'));
    await fuzzer.run(1);
    expect(fuzzer.compared).toBeGreaterThan(0);
    expect(fuzzer.disagreements.length).toBeGreaterThan(fuzzer.compared - fuzzer.valid - 1);
  });

  it('names the text of which an executor dies', async () => {
    const fuzzer = new Fuzzer(1, Date.now(), fake('dies-of-a-byte-order-mark'));
    await fuzzer.run(1);
    expect(fuzzer.crashes[0]?.message).toContain('fake: out of cheese');
    expect(JSON.stringify(fuzzer.crashes[0]?.request?.input)).toContain('\ufeff');
  });
});

it('npm run fuzz ends green after a second of texts, and says how many', () => {
  const script = join(import.meta.dirname, '..', 'fuzz.ts');
  const args = [
    '--conditions=@k8s-backup-target/source',
    '--import',
    'tsx',
    script,
    '--seconds',
    '1',
    '--seed',
    '1',
  ];
  const output = execFileSync(process.execPath, args, { encoding: 'utf8' });
  expect(output).toMatch(/^seed 1: [1-9]\d* texts compared/m);
  expect(output).toContain('0 unexplained disagreements, 0 crashes');
});
