import { describe, expect, it } from 'vitest';
import { type Decoded, decodeDatabag, read } from './index.js';

const ENTRY = { app: 'my-app', relation_name: 'backup', model: 'my-model', spec: {} };

/** An entry with so many faults. */
function faulty(count: number): object {
  return { ...ENTRY, spec: { include_namespaces: Array(count).fill(1) } };
}

function decoded(...entries: readonly unknown[]): Decoded {
  return decodeDatabag({ backup_targets: JSON.stringify(entries) });
}

/** The number of issues of each rule. */
function counts({ issues }: Pick<Decoded, 'issues'>): Record<string, number> {
  const rules = issues.map(({ rule }) => rule);
  return Object.fromEntries(
    [...new Set(rules)].map((rule) => [rule, rules.filter((each) => each === rule).length]),
  );
}

describe('a databag with ten thousand issues', () => {
  it('has all of them listed, be they of one entry or of several', () => {
    expect(counts(decoded(faulty(10_000)))).toEqual({ type: 10_000 });
    expect(counts(decoded(faulty(9_999), ENTRY, 1))).toEqual({ type: 10_000 });
  });
});

describe('a databag with more', () => {
  it('has one issue for an entry with more of its own, in whatever lists', () => {
    const [include_namespaces, exclude_resources] = [Array(6000).fill(1), Array(6000).fill(1)];
    const spec = { include_namespaces, exclude_resources };
    for (const entry of [faulty(10_001), { ...ENTRY, spec }]) {
      const { targets, issues } = decoded(entry, ENTRY);
      expect(issues).toMatchObject([{ path: '/backup_targets/0', rule: 'too-many-issues' }]);
      expect(targets).toHaveLength(1);
    }
  });

  it('lists those of the first entries, as many as fit whole, and finds the good entry behind them', () => {
    const { targets, issues } = decoded(faulty(4000), faulty(5999), faulty(2), 1, ENTRY, faulty(1));
    expect(counts({ issues })).toEqual({ type: 9_999, 'too-many-issues': 1 });
    expect(issues.at(-2)?.path).toBe('/backup_targets/1/spec/include_namespaces/5998');
    expect(issues.at(-1)).toMatchObject({
      path: '/backup_targets',
      message: 'has more than 10000 issues; the rest are not listed',
      remedy: 'correct the listed ones first',
    });
    expect(targets).toEqual([
      { path: '/backup_targets/4', target: read.BackupTargetEntry.parse(ENTRY) },
    ]);
  });

  it('says once that there are more, however many entries follow', () => {
    expect(counts(decoded(faulty(10_000), 1, faulty(2), 1))).toEqual({
      type: 10_000,
      'too-many-issues': 1,
    });
  });

  it('has one issue for too many in the flat layout', () => {
    const spec = JSON.stringify({ include_namespaces: Array(10_001).fill(1) });
    expect(decodeDatabag({ app: 'a', spec }).issues).toMatchObject([
      { path: '', rule: 'too-many-issues' },
    ]);
  });
});
