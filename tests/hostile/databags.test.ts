/** Databags of a million entries, lists or issues, read within one process. */
import { type Decoded, decodeDatabag, read, write } from '@k8s-backup-target/schema';
import { withCpuSeconds } from '@k8s-backup-target/tools/cpu-time';
import { describe, expect, it } from 'vitest';

const ENTRY = { app: 'my-app', relation_name: 'backup', model: 'my-model', spec: {} };
const FLAT = { app: 'my-app', relation_name: 'backup', model: 'my-model', spec: '{}' };

function databag(entries: readonly unknown[]): { backup_targets: string } {
  return { backup_targets: JSON.stringify(entries) };
}

/** `path rule` of each issue, in order. */
function rules({ issues }: Decoded): string[] {
  return issues.map(({ path, rule }) => `${path} ${rule}`);
}

function pathsOf({ targets }: Decoded): string[] {
  return targets.map(({ path }) => path);
}

describe('decodeDatabag', () => {
  it('lists ten thousand issues and no more, and finds the good entry behind them', () => {
    const decoded = decodeDatabag(databag([...Array(4000).fill({ spec: {} }), ENTRY, 1]));
    expect(decoded.issues).toHaveLength(10_000);
    expect(decoded.issues.at(-2)?.path).toBe('/backup_targets/3332');
    expect(decoded.issues.at(-1)).toMatchObject({
      path: '/backup_targets',
      rule: 'too-many-issues',
      message: 'has more than 10000 issues; the rest are not listed',
      remedy: 'correct the listed ones first',
    });
    expect(pathsOf(decoded)).toEqual(['/backup_targets/4000']);
  });

  it('salvages one good entry among 200 000 bad ones', () => {
    const decoded = decodeDatabag(databag([...Array(200_000).fill({ spec: {} }), ENTRY]));
    expect(pathsOf(decoded)).toEqual(['/backup_targets/200000']);
    expect(decoded.issues).toHaveLength(10_000);
  });

  it.each([
    ['5 MB of opening brackets', '['.repeat(5_000_000)],
    ['2.5 million nested lists', '['.repeat(2_500_000) + ']'.repeat(2_500_000)],
    ['1 million nested objects', `${'{"a":'.repeat(1_000_000)}1${'}'.repeat(1_000_000)}`],
  ])('gives the issue "json" for %s, in linear time', (_, text) => {
    const [decoded, seconds] = withCpuSeconds(() => decodeDatabag({ backup_targets: text }));
    expect(decoded.targets).toEqual([]);
    expect(rules(decoded)).toEqual(['/backup_targets json']);
    const [flat, flatSeconds] = withCpuSeconds(() => decodeDatabag({ ...FLAT, spec: text }));
    expect(flat.targets).toEqual([]);
    expect(rules(flat)).toEqual(['/spec json']);
    expect(seconds + flatSeconds).toBeLessThan(20);
  });
});

describe.each([
  ['read', read],
  ['write', write],
])('validate in the %s view', (_, types) => {
  it.each([
    [2500, 10_000],
    [200_000, 1],
  ])(
    'reports of %i invalid entries %i issues without the quadratic cost of allErrors',
    (count, listed) => {
      const backup_targets = Array.from({ length: count }, () => ({ app: 1, spec: { ttl: 'x' } }));
      const [result, seconds] = withCpuSeconds(() =>
        types.ProviderAppData.validate({ backup_targets }),
      );
      expect(seconds).toBeLessThan(20);
      const issues = result.ok ? [] : result.issues;
      expect(issues).toHaveLength(listed);
      if (listed > 1) expect(issues.at(-1)?.path).toMatch(`/backup_targets/${count - 1}/`);
    },
  );
});
