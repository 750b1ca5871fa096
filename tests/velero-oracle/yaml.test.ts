import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { goSuite } from '@k8s-backup-target/tools/go-suite';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { toYaml } from '../../packages/cli/src/output/to-yaml.js';
import { kbt } from '../../packages/cli/src/testing/kbt.js';
import { askOracle, buildOracle } from './oracle.js';

const PYTHON = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));
const TEN_MINUTES = 600_000;

/** What YAML 1.1 or 1.2 takes for something else than a text, and signs that break a line or a key. */
const WORDS = [
  ...[
    'y',
    'Y',
    'yes',
    'Yes',
    'n',
    'no',
    'NO',
    'on',
    'On',
    'OFF',
    'true',
    'TRUE',
    'False',
    'null',
    'Null',
  ],
  ...[
    '~',
    '',
    ' ',
    '.',
    '..',
    '...',
    '---',
    '-',
    '- a',
    '? a',
    ': a',
    'a: b',
    'a:',
    'a #b',
    '#a',
    '!a',
    '&a',
    '*a',
  ],
  ...[
    '1',
    '-1',
    '+1',
    '0',
    '010',
    '0o10',
    '0x1F',
    '0b11',
    '1_000',
    '1.5',
    '1_0.5',
    '.5',
    '5.',
    '1e3',
    '1e+21',
  ],
  ...[
    '1.5e3',
    '12:30',
    '12:30:45',
    '190:20:30.15',
    '.inf',
    '-.Inf',
    '.NaN',
    'inf',
    'nan',
    '=',
    '<<',
    '2001-01-01',
  ],
  ...[
    '2001-12-14t21:59:43.10-05:00',
    '{',
    '[',
    ']',
    '}',
    ',',
    '|',
    '>',
    '%',
    '@',
    '`',
    '"',
    "'",
    '\\',
    '\t',
    'a\nb',
  ],
  ...[
    'a\r\nb',
    ' a',
    'a ',
    '\u00e9',
    '\u0085',
    '\u2028',
    '\u202e',
    '\ufeff',
    '\ufffe',
    '\u{1f600}',
    '\u{e0041}',
    '\u0000',
  ],
  ...[
    'a'.repeat(1200),
    '\u202e'.repeat(1200),
    '__proto__',
    'a, b',
    '(a)',
    'a/b',
    '0 2 * * *',
    '720h0m0s',
    '1d12h',
  ],
];
const text = fc.oneof(
  fc.constantFrom(...WORDS),
  fc.string({ unit: fc.constantFrom(...WORDS.filter((word) => word.length < 9)), maxLength: 4 }),
  fc.string({ unit: 'binary' }).map((some) => some.toWellFormed()),
);
const number = fc.oneof(fc.integer(), fc.double({ noDefaultInfinity: true, noNaN: true }));
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    number.map((some) => (Object.is(some, -0) ? 0 : some)),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 4 },
    ),
  ),
}));

const suite = goSuite("kubectl's own reader of YAML");

describe.skipIf(suite.isSkipped)(suite.title, () => {
  beforeAll(async () => {
    await buildOracle();
  }, TEN_MINUTES);

  it('reads from what kbt writes what PyYAML, YAML 1.2 and go-yaml read', async () => {
    const seed = 20_261_129;
    const values = [
      ...WORDS.map((word) => ({ [word]: [word] })),
      ...fc.sample(value, { seed, numRuns: 2000 }),
    ];
    await allReadTheSame(values.map((one) => [toYaml(one), one] as const));
  });

  it.each([
    ['targets', 'juju-show-unit-integrator-0.json', 'velero.json'],
    ['validate', 'spec.yaml', 'juju-show-unit-integrator-0.json'],
    ['status', 'juju-show-unit-integrator-0.json', 'velero.json'],
    ['why', 'wordpress', 'juju-show-unit-integrator-0.json'],
    ['preview', 'new.yaml', 'inventory.json'],
    ['diff', 'juju-show-unit-integrator-0.json', 'velero.json', '--schedule', '@daily'],
    ['doctor', 'juju-show-unit-integrator-0.json', 'velero.json'],
    ['explain', '1d'],
    ['render', 'juju-show-unit-integrator-0.json', '--schedule', '@daily'],
  ])('reads what `kbt %s` prints', async (...words) => {
    const json = await kbt([...words, '-o', 'json']);
    const yaml = await kbt([...words, '-o', 'yaml']);
    await allReadTheSame([[yaml.stdout, JSON.parse(json.stdout)]]);
  });

  it('reads labels of a rendered Schedule that YAML 1.1 takes for truth values', async () => {
    const spec = { label_selector: { y: 'on', no: '1_000', '012': '1e3' } };
    const words = ['render', '-', '--app', 'a', '--juju-model', 'm', '--schedule', '@daily'];
    const { stdout } = await kbt(words, { stdin: JSON.stringify(spec) });
    const [{ kubectl }] = await askOracle([{ op: 'yaml', text: stdout }]);
    const matchLabels = spec.label_selector;
    expect(kubectl).toMatchObject({ spec: { template: { labelSelector: { matchLabels } } } });
  });
});

async function allReadTheSame(written: readonly (readonly [string, unknown])[]): Promise<void> {
  const texts = written.map(([yaml]) => yaml);
  const go = await askOracle(texts.map((yaml) => ({ op: 'yaml', text: yaml }) as const));
  const python = readByPython(texts);
  for (const [index, [yaml, expected]] of written.entries()) {
    const found = { go: go[index], python: python[index], ours: parse(yaml) };
    const wanted = { go: { kubectl: expected, v3: expected }, python: expected, ours: expected };
    expect(found, yaml).toEqual(wanted);
  }
}

const READ = `
import json, sys, yaml
loader = getattr(yaml, 'CSafeLoader', yaml.SafeLoader)
print(json.dumps([yaml.load(text, loader) for text in json.load(sys.stdin)]))
`;

/** YAML 1.1, as PyYAML reads it. */
function readByPython(texts: readonly string[]): readonly unknown[] {
  const options = { input: JSON.stringify(texts), encoding: 'utf8', maxBuffer: 1e9 } as const;
  return JSON.parse(execFileSync(PYTHON, ['-c', READ], options));
}
