import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isRule, RULES } from '@k8s-backup-target/lint/explain';
import { PREVIEW_RULES } from '@k8s-backup-target/preview';
import { describe, expect, it } from 'vitest';
import { kbt } from './testing/kbt.js';

const ROOT = join(import.meta.dirname, '../../..');
const EXAMPLES = join(ROOT, 'packages/cli/examples');
const UNITS = ['juju-show-unit-integrator-0.json', 'juju-show-unit-velero-operator-0.json'];

/** Every command that names rules, over each example that it takes. */
const COMMANDS: readonly (readonly string[])[] = [
  ...['spec.yaml', 'old.yaml', 'new.yaml', 'velero.json', ...UNITS].map((file) => [
    'validate',
    file,
  ]),
  ['doctor', 'velero.json', ...UNITS],
  ['targets', ...UNITS],
  ['why', 'shop', ...UNITS, 'velero.json'],
  ['preview', 'new.yaml', 'inventory.json'],
  ['preview', 'new.yaml', 'inventory.json', '--velero-version', '1.18.2'],
];

/** Classes of the conformance corpus; the others break the same rules. */
const RECORDED = [
  'lint',
  'ttl',
  'label-selector',
  'lists',
  'layouts',
  'unknown-keys',
  'unicode',
].map((name) => join(ROOT, `tests/conformance/corpus/${name}.json`));

/** The ids in an answer: those of fields of JSON, and `error[id]` in a text. */
function idsIn(stdout: string): string[] {
  return [
    ...stdout.matchAll(/"(?:rule|check)": ?"([^"]+)"|(?:error|warning|refused)\[([^\]]+)\]/g),
  ].map(([, field, label]) => field ?? label ?? '');
}

/** The inputs of a file of the corpus, as documents that `validate` reads. */
function inputsIn(file: string): readonly string[] {
  const { cases } = JSON.parse(readFileSync(file, 'utf8'));
  return cases.flatMap(({ input }: { input?: unknown }) =>
    typeof input === 'string' ? [input] : [],
  );
}

describe('every id that a command prints', () => {
  it.each(COMMANDS.map((words) => [words.join(' '), words] as const))(
    'can be explained: kbt %s',
    async (_, words) => {
      const ids: string[] = [];
      for (const format of ['json', 'table']) {
        const { stdout, stderr, exitCode } = await kbt([...words, '-o', format]);
        expect(exitCode, stderr).toBeLessThan(2);
        ids.push(...idsIn(stdout));
      }
      expect(ids.filter((id) => !isRule(id))).toEqual([]);
    },
  );

  it('can be explained: validate over each recorded case', { timeout: 60_000 }, async () => {
    const inputs = RECORDED.flatMap(inputsIn);
    expect(inputs.length).toBeGreaterThan(100);
    const ids = new Set<string>();
    for (const stdin of inputs) {
      const { stdout } = await kbt(['validate', '-', '-o', 'json'], { stdin });
      for (const id of idsIn(stdout)) ids.add(id);
    }
    expect(ids.size).toBeGreaterThan(20);
    expect([...ids].filter((id) => !isRule(id))).toEqual([]);
  });

  it('can be explained: preview', () => {
    expect(PREVIEW_RULES.filter((rule) => !isRule(rule))).toEqual([]);
  });
});

/** The text of all sources that make issues, without what codegen wrote and without tests. */
function sources(): string {
  const packages = ['schema', 'lint', 'requirer', 'velero', 'preview', 'cli'];
  const files = packages.flatMap((name) =>
    readdirSync(join(ROOT, 'packages', name, 'src'), { recursive: true, encoding: 'utf8' })
      .filter((path) => path.endsWith('.ts') && !/generated|\.test\.ts$|test-data/.test(path))
      .map((path) => join(ROOT, 'packages', name, 'src', path)),
  );
  return files.map((path) => readFileSync(path, 'utf8')).join('\n');
}

describe('the catalogue', () => {
  it('holds no id that lies unused', () => {
    const text = sources();
    const isUsed = (rule: string) => {
      const constant = rule.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
      return new RegExp(`['"]?\\b${rule}['"]|\\b${constant}[A-Z][a-z]+\\b|\\b${rule}:`).test(text);
    };
    expect(RULES.filter((rule) => !isUsed(rule))).toEqual([]);
  });

  it('is read from the examples', () => {
    expect(readdirSync(EXAMPLES)).toEqual(expect.arrayContaining(UNITS));
  });
});
