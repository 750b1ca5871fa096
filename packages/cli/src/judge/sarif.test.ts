import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

/** The schema of SARIF 2.1.0, which is of draft 04, without a word that later drafts read otherwise. */
const {
  id: _id,
  $schema: _draft,
  ...SCHEMA
} = JSON.parse(
  readFileSync(
    fileURLToPath(import.meta.resolve('@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json')),
    'utf8',
  ),
);
const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
addFormats.default(ajv);
const isSarif = ajv.compile(SCHEMA);

const GITOPS = fileURLToPath(new URL('../input/test-data/gitops', import.meta.url));

async function logOf(words: readonly string[], options: Parameters<typeof kbt>[1] = {}) {
  const { stdout, exitCode } = await kbt(['validate', ...words, '-o', 'sarif'], options);
  const log = JSON.parse(stdout);
  expect(isSarif(log), JSON.stringify(isSarif.errors)).toBe(true);
  return { log, run: log.runs[0], exitCode };
}

describe('kbt validate -o sarif', () => {
  it.each([
    [['.'], { cwd: GITOPS }],
    [['spec.yaml'], {}],
    [['velero.json', 'juju-show-unit-integrator-0.yaml'], {}],
    [['old.yaml'], {}],
    [['-'], { stdin: 'ttl: 1x\n' }],
    [['inventory.json'], {}],
  ])('%j is a log of SARIF 2.1.0', async (words, options) => {
    const { log } = await logOf(words, options);
    expect(log.version).toBe('2.1.0');
  });

  it('has a result for each problem, with its rule, level and place', async () => {
    const { run, exitCode } = await logOf(['spec.yaml']);
    expect(exitCode).toBe(1);
    expect(run.columnKind).toBe('utf16CodeUnits');
    expect(run.results).toMatchObject([
      {
        ruleId: 'additionalProperties',
        level: 'error',
        message: {
          text: '/exclude_namespace is not a field of the contract. Write exclude_namespaces, or remove it.',
        },
        locations: [
          {
            physicalLocation: {
              artifactLocation: { uri: 'spec.yaml' },
              region: { startLine: 2, startColumn: 1 },
            },
          },
        ],
      },
      { ruleId: 'pattern', level: 'error' },
    ]);
    const { rules } = run.tool.driver;
    for (const { ruleId, ruleIndex } of run.results) expect(rules[ruleIndex].id).toBe(ruleId);
  });

  it('explains the rules that the catalogue has', async () => {
    const { run } = await logOf(['-', '--velero-version', '1.17.2'], {
      stdin: '{"include_namespaces": ["app-?"], "exclude_resources": ["a"]}',
    });
    const rule = run.tool.driver.rules.find(({ id }: { id: string }) => id === 'namespace-glob');
    expect(rule).toMatchObject({ shortDescription: { text: /namespace/ }, help: { text: /\n- / } });
  });

  it('encodes names of files, and names standard input', async () => {
    const { run } = await logOf(['-'], { stdin: 'ttl: 1x\n' });
    expect(uris(run)).toEqual(['stdin']);
    const spec = fileURLToPath(new URL('../../examples/spec.yaml', import.meta.url));
    expect(uris((await logOf([spec])).run)[0]).toMatch(/^file:\/\/\/.*\/spec\.yaml$/);
    expect(uris((await logOf(['./../examples/./spec.yaml'])).run)[0]).toBe('../examples/spec.yaml');
  });

  it('keeps the fingerprint of a problem when lines above it come and go', async () => {
    const [one, other] = await Promise.all(
      ['ttl: 1x\n', '# more\n\nttl: 1x\n'].map((stdin) => logOf(['-'], { stdin })),
    );
    expect(one?.run.results[0].partialFingerprints).toEqual(
      other?.run.results[0].partialFingerprints,
    );
    const third = await logOf(['-'], { stdin: 'ttl: 2x\ninclude_namespaces: 5\n' });
    const prints = third.run.results.map(
      ({ partialFingerprints }: { partialFingerprints: object }) =>
        JSON.stringify(partialFingerprints),
    );
    expect(new Set(prints).size).toBe(prints.length);
  });

  it('says in the run that a file could not be read', async () => {
    const stdin = 'apiVersion: velero.io/v1\nkind: Backup\nspec: [\n';
    const { run, exitCode } = await logOf(['-', '--skip-others'], { stdin });
    expect(run.invocations).toMatchObject([
      { executionSuccessful: false, toolExecutionNotifications: [{ level: 'error' }] },
    ]);
    expect(exitCode).toBe(2);
  });

  it('holds no sign of another application that a terminal or a page would obey', async () => {
    const stdin = JSON.stringify({ 'ttl\u202e\u001b[31m': 1, ttl: '1x\u0000' });
    const { stdout } = await kbt(['validate', '-', '-o', 'sarif'], { stdin });
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are looked for.
    expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u202e]/);
  });
});

function uris(run: { readonly results: readonly SarifResult[] }): readonly string[] {
  return run.results.flatMap(({ locations }) =>
    locations.map(({ physicalLocation }) => physicalLocation.artifactLocation.uri),
  );
}

interface SarifResult {
  readonly locations: readonly {
    readonly physicalLocation: { readonly artifactLocation: { readonly uri: string } };
  }[];
}
