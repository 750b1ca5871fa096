import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isClean, type Outcome, runConformance } from './conformance.js';
import { aboutLayers, type CaseClass, readCorpus } from './corpus.js';
import type { Implementation } from './implementations.js';
import { type KnownDifference, readKnownDifferences } from './known-differences.js';
import { CONTRACT_LAYERS } from './protocol.js';
import { textReport } from './report.js';

const CORPUS = aboutLayers(readCorpus(), CONTRACT_LAYERS);
const GENEROUS = 60_000;

function fake(behaviour: string): Implementation {
  const script = join(import.meta.dirname, 'testing', 'fake-executor.mjs');
  return {
    name: 'fake',
    command: { program: process.execPath, args: [script, behaviour] },
    layers: CONTRACT_LAYERS,
    namesIssues: true,
    mayLackFields: false,
    provide: () => undefined,
  };
}

async function run(behaviour: string, limit = GENEROUS): Promise<[Outcome, string]> {
  const outcome = await runConformance(fake(behaviour), CORPUS, [], limit);
  return [outcome, textReport([outcome])];
}

function countCases(valid: boolean): number {
  return CORPUS.flatMap(({ cases }) => cases).filter((each) => each.valid === valid).length;
}

describe('an executor that misbehaves is red', () => {
  it('when it calls everything valid', async () => {
    const [outcome, report] = await run('always-valid');
    expect(isClean(outcome)).toBe(false);
    expect(outcome.faults).toEqual([]);
    expect(outcome.total.failed).toBeGreaterThanOrEqual(countCases(false));
    expect(report).toContain('fake: databag/faulty-blank: is valid, expected invalid');
  });

  it('when it calls everything invalid', async () => {
    const [outcome, report] = await run('always-invalid');
    expect(isClean(outcome)).toBe(false);
    expect(outcome.total.failed).toBeGreaterThanOrEqual(countCases(true));
    expect(report).toContain('fake: databag/empty-read: is invalid, expected valid');
  });

  it('when it crashes, and its standard error is shown', async () => {
    const [outcome, report] = await run('crash');
    expect(isClean(outcome)).toBe(false);
    expect(outcome.total.passed).toBe(0);
    expect(report).toContain('fake: the executor ended with exit code 3');
    expect(report).toContain('  fake: out of cheese');
  });

  it('when it stays silent', async () => {
    const [outcome, report] = await run('silent');
    expect(outcome.total.passed).toBe(0);
    expect(report).toMatch(/the executor left (\d+) of \1 requests unanswered/);
    expect(report).toContain('fake: databag/empty-read: no answer');
  });

  it('when it ends without reading its input', async () => {
    const [outcome] = await run('deaf');
    expect(isClean(outcome)).toBe(false);
    expect(outcome.total.passed).toBe(0);
  });

  it('when its answers come too late', async () => {
    const [outcome, report] = await run('slow', 1500);
    expect(outcome.total.passed).toBe(0);
    expect(report).toContain('did not end within 1.5 s and was killed: its answers are too late');
  });

  it('when it never ends, however well it answers', async () => {
    const accepting = CORPUS.map((each) => ({ ...each, cases: each.cases.filter(isEmptyValid) }));
    const outcome = await runConformance(fake('hang'), accepting, [], 1500);
    expect(isClean(outcome)).toBe(false);
    expect(outcome.faults[0]).toContain('did not end within 1.5 s');
  });

  it('when it leaves a child behind that holds its output open', async () => {
    const [outcome] = await run('leaves-a-child', 1500);
    expect(outcome.total.passed).toBe(0);
    expect(outcome.faults[0]).toContain('did not end within 1.5 s');
  });

  it('when it prints something else than answers', async () => {
    const [outcome, report] = await run('garbage');
    expect(isClean(outcome)).toBe(false);
    expect(report).toContain('printed a line that is not an answer: "Hello, world!"');
    expect(report).toContain('more faults like these');
  });

  it('when its answers are malformed', async () => {
    const [outcome, report] = await run('not-an-answer');
    expect(outcome.total.passed).toBe(0);
    expect(report).toContain('printed a line that is not an answer: "{\\"id\\"');
  });

  it('when it answers what was not asked', async () => {
    const [outcome, report] = await run('wrong-id');
    expect(outcome.total.passed).toBe(0);
    expect(report).toContain('-other", which was not asked');
  });

  it('when it answers twice', async () => {
    const [outcome, report] = await run('twice');
    expect(isClean(outcome)).toBe(false);
    expect(report).toContain('" more than once');
  });

  it('when it ends inside a line', async () => {
    const [outcome, report] = await run('half-a-line');
    expect(outcome.total.passed).toBe(0);
    expect(report).toContain('ended inside a line: ');
  });

  it('when it cannot be started', async () => {
    const implementation = { ...fake(''), command: { program: '/nonexistent', args: [] } };
    const outcome = await runConformance(implementation, CORPUS, [], GENEROUS);
    expect(outcome.faults[0]).toContain('could not be started');
    expect(isClean(outcome)).toBe(false);
  });
});

/** The corpus with one case. */
function single(id: string): readonly CaseClass[] {
  return CORPUS.map((each) => ({
    ...each,
    cases: each.cases.filter((one) => one.id === id),
  })).filter(({ cases }) => cases.length > 0);
}

describe('the words of an issue', () => {
  it('fail where another language has none, though path and rule are right', async () => {
    const corpus = single('required-strings/app-absent');
    const outcome = await runConformance(fake('wordless'), corpus, [], GENEROUS);
    expect(outcome.failures[0]?.message).toMatch(/issues say .*, and TypeScript .*"key":"app"/);
  });
});

describe('known differences', () => {
  const listed = (id: string): readonly KnownDifference[] => [
    { implementation: 'fake', reason: 'for-a-test', why: '-', cases: [id] },
  ];
  const judged = (id: string, differences: readonly KnownDifference[]): Promise<Outcome> =>
    runConformance(fake('always-valid'), single(id), differences, GENEROUS);

  it('is not a failure where the answer differs as listed', async () => {
    const outcome = await judged('databag/faulty-blank', listed('databag/faulty-blank'));
    expect(outcome.total).toEqual({ passed: 0, failed: 0, known: 1 });
    expect(isClean(outcome)).toBe(true);
  });

  it('fails where it differs no longer', async () => {
    const outcome = await judged('databag/empty-read', listed('databag/empty-read'));
    expect(outcome.failures).toEqual([
      {
        id: 'databag/empty-read',
        message: 'differs no longer: take it off the known difference for-a-test',
      },
    ]);
  });

  it('fails where it differs in another way than was reviewed', async () => {
    const id = 'ttl/rejects-17-24';
    const outcome = await judged(id, listed(id));
    expect(outcome.failures[0]?.message).toContain('in another way than was reviewed');
  });

  it('fails where the case is no longer in the corpus', async () => {
    const outcome = await judged('databag/empty-read', listed('databag/gone'));
    expect(outcome.failures[0]?.message).toContain('no case of the corpus');
    expect(isClean(outcome)).toBe(false);
  });

  it('holds of one implementation only', async () => {
    const other = [{ ...listed('databag/faulty-blank')[0], implementation: 'other' }];
    const outcome = await judged('databag/faulty-blank', other as readonly KnownDifference[]);
    expect(outcome.total.failed).toBe(1);
  });

  it('has none between the TypeScript and the Python implementation', () => {
    const implementations = readKnownDifferences().map(({ implementation }) => implementation);
    expect(new Set(implementations)).toEqual(new Set(['reference']));
  });
});

function isEmptyValid({ valid, value }: CaseClass['cases'][number]): boolean {
  return valid && value.backup_targets.length === 0;
}
