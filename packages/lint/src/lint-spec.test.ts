import { type K8sBackupTargetSpec, read } from '@k8s-backup-target/schema';
import { anyText } from '@k8s-backup-target/tools/any-text';
import { withCpuSeconds } from '@k8s-backup-target/tools/cpu-time';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Finding, lintSpec } from './index.js';

const LISTS = [
  'include_namespaces',
  'include_resources',
  'exclude_namespaces',
  'exclude_resources',
] as const;
const NAMESPACES = ['include_namespaces', 'exclude_namespaces'] as const;

/** `severity rule path` of each finding, in order. */
function findings(spec: K8sBackupTargetSpec): string[] {
  return lintSpec(spec).map(({ severity, rule, path }) => `${severity} ${rule} ${path}`);
}

function messages(spec: K8sBackupTargetSpec): string[] {
  return lintSpec(spec).map(({ message }: Finding) => message);
}

describe('lintSpec', () => {
  it('finds nothing in an empty spec, in nulls, or in what a charm should write', () => {
    expect(findings({})).toEqual([]);
    expect(findings(read.K8sBackupTargetSpec.parse({}))).toEqual([]);
    expect(
      findings({
        include_namespaces: ['my-namespace', 'team-*', 'a?c', 'x[ab]', 'x[a-z]y', '0'],
        include_resources: [
          'persistentvolumeclaims',
          'deployments.apps',
          'Deployment',
          '*.example.com',
        ],
        exclude_namespaces: ['kube-system'],
        exclude_resources: ['events', 'events.events.k8s.io'],
        include_cluster_resources: false,
        label_selector: {
          app: 'my-app',
          'app.kubernetes.io/name': 'a.b_c-D',
          'example.com/empty': '',
        },
        ttl: '30d',
      }),
    ).toEqual([]);
  });

  describe('glob-syntax', () => {
    it.each(['a[a-z0-9]', '[z-a]', '[a-]', 'x[a-', '[!z-a]'])(
      'refuses %s, which does not compile',
      (name) => {
        expect(findings({ exclude_resources: [name] })).toEqual([
          'error glob-syntax /exclude_resources/0',
        ]);
      },
    );

    it.each(['a[a-z0-9]', '[z-a]', '[a-]'])('refuses the namespace %s', (name) => {
      expect(findings({ exclude_namespaces: [name] })).toEqual([
        'error glob-syntax /exclude_namespaces/0',
      ]);
    });

    it.each([
      [
        '[z-a]',
        '"[z-a]" holds brackets that Velero cannot read, which disables what sorts after it in the list',
      ],
      ['a\0', '"a\\u0000" holds a NUL, at which Velero stops reading a pattern'],
    ])('says what is wrong with %j', (name, message) => {
      expect(messages({ include_resources: ['pods', name] })).toEqual([message]);
    });

    it('refuses a range with characters, which is read letter by letter', () => {
      expect(messages({ include_namespaces: ['[abc-e]'] })).toEqual([
        '"[abc-e]" mixes a range with other characters, so Velero reads it character by character',
      ]);
      expect(findings({ include_resources: ['[!abc-e]'] })).toHaveLength(1);
    });

    it.each(['[a-z]', '[abc]', '[!a-z]s', '[abc-]', '[-ab]', 'a\\[a', '{a,[b-c]}'])(
      'takes %s',
      (name) => {
        expect(findings({ include_resources: [name] })).toEqual([]);
      },
    );
  });

  describe('too-many-issues', () => {
    const many = Array.from({ length: 3000 }, () => '');
    const STARS = Array.from({ length: 1000 }, () => '*');

    it('lists a thousand of each severity', () => {
      const spec = { include_namespaces: many.slice(0, 1000), exclude_namespaces: STARS };
      expect(findings(spec)).toHaveLength(2000);
      expect(findings(spec)).not.toContain('warning too-many-issues ');
    });

    it.each([
      ['warnings', { include_namespaces: many.slice(0, 1001) }],
      ['errors', { exclude_namespaces: [...STARS, '*'] }],
    ])('replaces one more of %s', (_, spec) => {
      const found = lintSpec(spec);
      expect(found).toHaveLength(1001);
      expect(found.at(-1)).toEqual({
        path: '',
        rule: 'too-many-issues',
        severity: 'warning',
        message: 'has more than 1000 issues; the rest are not listed',
        remedy: 'correct the listed ones first',
      });
    });

    it('replaces all beyond a thousand, and hides no error', () => {
      const found = findings({ include_namespaces: [...many, 'A'], ttl: '0h' });
      expect(found).toHaveLength(1002);
      expect(found.slice(-2)).toEqual([
        'error namespace-name /include_namespaces/3000',
        'warning too-many-issues ',
      ]);
    });
  });

  describe('empty-list', () => {
    it.each(LISTS)('warns of an empty %s', (field) => {
      expect(findings({ [field]: [] })).toEqual([`warning empty-list /${field}`]);
    });
  });

  describe('empty-selector', () => {
    it('warns of a selector without labels', () => {
      expect(findings({ label_selector: {} })).toEqual(['warning empty-selector /label_selector']);
    });
  });

  describe('empty-name', () => {
    it.each(LISTS)('warns of each empty string in %s', (field) => {
      expect(findings({ [field]: ['', 'a', ''] })).toEqual([
        `warning empty-name /${field}/0`,
        `warning empty-name /${field}/2`,
      ]);
    });
  });

  describe('include-and-exclude', () => {
    it.each(['namespaces', 'resources'])(
      'is an error for the same name in both lists of %s',
      (kind) => {
        const spec = { [`include_${kind}`]: ['a', 'b', 'c'], [`exclude_${kind}`]: ['x', 'c', 'a'] };
        expect(findings(spec)).toEqual([
          `error include-and-exclude /exclude_${kind}/1`,
          `error include-and-exclude /exclude_${kind}/2`,
        ]);
        expect(messages(spec)[0]).toContain('"c" is also included');
      },
    );

    it('compares globs as text, as Velero does', () => {
      expect(findings({ include_namespaces: ['app-*'], exclude_namespaces: ['app-*'] })).toEqual([
        'error include-and-exclude /exclude_namespaces/0',
      ]);
      expect(findings({ include_namespaces: ['app-*'], exclude_namespaces: ['app-1'] })).toEqual(
        [],
      );
    });

    it('is an error for the empty string in both lists, since Velero compares that too', () => {
      expect(findings({ include_resources: [''], exclude_resources: [''] })).toContain(
        'error include-and-exclude /exclude_resources/0',
      );
    });

    it('keeps namespaces and resources apart', () => {
      expect(findings({ include_namespaces: ['pods'], exclude_resources: ['pods'] })).toEqual([]);
    });
  });

  describe('wildcard-and-names', () => {
    it.each(['include_namespaces', 'include_resources'])(
      'is an error for * with names in %s',
      (field) => {
        expect(findings({ [field]: ['a', '*'] })).toEqual([`error wildcard-and-names /${field}/1`]);
        expect(findings({ [field]: ['*'] })).toEqual([]);
        expect(findings({ [field]: ['*', '*'] })).toEqual([]);
      },
    );
  });

  describe('wildcard-excluded', () => {
    it.each(['exclude_namespaces', 'exclude_resources'])(
      'is an error for * in %s, alone or not',
      (field) => {
        expect(findings({ [field]: ['*'] })).toEqual([`error wildcard-excluded /${field}/0`]);
        expect(findings({ [field]: ['a', '*'] })).toEqual([`error wildcard-excluded /${field}/1`]);
      },
    );

    it('is the one error when * is also included', () => {
      expect(findings({ include_resources: ['*'], exclude_resources: ['*'] })).toEqual([
        'error wildcard-excluded /exclude_resources/0',
      ]);
    });
  });

  describe('namespace-name', () => {
    const SIGN = 'holds a sign that Velero refuses: a bar, a parenthesis, a brace, "!" or ","';

    it.each([
      ['upper case', 'Prod', 'is neither a namespace nor a glob of one'],
      ['an underscore', 'my_ns', 'is neither a namespace nor a glob of one'],
      ['a dot', 'a.b', 'is neither a namespace nor a glob of one'],
      ['a dash at the start', '-a', 'is neither a namespace nor a glob of one'],
      ['a dash at the end', 'app-', 'is neither a namespace nor a glob of one'],
      ['a space', ' a', 'is neither a namespace nor a glob of one'],
      ['a line break at the end', 'a\n', 'is neither a namespace nor a glob of one'],
      ['a letter outside ASCII', 'é', 'is neither a namespace nor a glob of one'],
      ['a backslash', 'a\\*', 'is neither a namespace nor a glob of one'],
      ['64 characters', 'a'.repeat(64), 'is longer than 63 characters'],
      ['braces', 'app-{1,2}', SIGN],
      ['a parenthesis', 'a(b)', SIGN],
      ['a bar', 'a|b', SIGN],
      ['a comma', 'a,b', SIGN],
      ['a negated class', 'app-[!1]', SIGN],
      ['two stars', 'a**b', 'holds two stars in a row, which Velero refuses from 1.18 on'],
      [
        'nothing but two stars',
        '**',
        'holds two stars in a row, which Velero refuses from 1.18 on',
      ],
      ['empty brackets', 'a[]', 'holds empty brackets'],
      ['an open bracket', 'app-[1', 'holds a "[" without its "]"'],
      ['a closing bracket', 'app-1]', 'holds a "]" without its "["'],
      ['brackets in brackets', 'a[[1]]', 'holds a "[" inside brackets'],
      ['a glob with a dash at the end', '*-', 'is neither a namespace nor a glob of one'],
    ])('is an error for %s', (_, name, reason) => {
      for (const field of NAMESPACES) {
        const spec = { [field]: ['ok', name] };
        expect(findings(spec)).toEqual([`error namespace-name /${field}/1`]);
        expect(messages(spec)[0]).toBe(`${JSON.stringify(name)} ${reason}`);
      }
      const resources = findings({ include_resources: [name], exclude_resources: ['ok'] });
      expect(resources.filter((finding) => !finding.includes('glob-syntax'))).toEqual([]);
    });

    it.each(['a', '0', 'a-b', 'a--b', 'a'.repeat(63), '?', 'a*b*c', '[a-z]', '*-[0-9]', '[a][b]'])(
      'accepts %j',
      (name) => {
        for (const field of NAMESPACES) expect(findings({ [field]: [name, 'ok'] })).toEqual([]);
      },
    );
  });

  describe('label-key', () => {
    it.each([
      ['', 'is not one that Kubernetes takes'],
      ['-a', 'is not one that Kubernetes takes'],
      ['a-', 'is not one that Kubernetes takes'],
      ['a b', 'is not one that Kubernetes takes'],
      ['a\n', 'is not one that Kubernetes takes'],
      ['é', 'is not one that Kubernetes takes'],
      ['example.com/', 'is not one that Kubernetes takes'],
      ['a'.repeat(64), 'is longer than 63 characters after its prefix'],
      ['/a', 'has a prefix that is not a DNS subdomain'],
      ['Example.com/a', 'has a prefix that is not a DNS subdomain'],
      ['a..b/c', 'has a prefix that is not a DNS subdomain'],
      ['a_b/c', 'has a prefix that is not a DNS subdomain'],
      [`${'a.'.repeat(126)}ab/c`, 'has a prefix that is not a DNS subdomain'],
      ['a/b/c', 'has more than one slash'],
      ['__proto__', 'is not one that Kubernetes takes'],
    ])('is an error for %j', (key, reason) => {
      const label_selector = JSON.parse(`{${JSON.stringify(key)}: "x"}`);
      const pointer = key.replaceAll('/', '~1');
      expect(findings({ label_selector })).toEqual([`error label-key /label_selector/${pointer}`]);
      const shown = key.length > 100 ? `${key.slice(0, 100)}...` : key;
      expect(messages({ label_selector })[0]).toBe(`label key ${JSON.stringify(shown)} ${reason}`);
    });

    it.each([
      'a',
      'A',
      '0',
      'a.b_c-D',
      'constructor',
      'example.com/a',
      'a/B',
      'a'.repeat(63),
      `${'a.'.repeat(126)}a/c`,
    ])('accepts %j', (key) => {
      expect(findings({ label_selector: { [key]: 'x' } })).toEqual([]);
    });
  });

  describe('label-value', () => {
    const FORM = 'is not one that Kubernetes takes';

    it.each([
      ['-a', FORM],
      ['a-', FORM],
      ['a b', FORM],
      ['a/b', FORM],
      ['é', FORM],
      ['a\n', FORM],
      [' ', FORM],
      ['a'.repeat(64), 'is longer than 63 characters'],
      ['-'.repeat(64), 'is longer than 63 characters'],
    ])('is an error for %j', (value, reason) => {
      const label_selector = { key: value };
      expect(findings({ label_selector })).toEqual(['error label-value /label_selector/key']);
      expect(messages({ label_selector })[0]).toBe(
        `label value ${JSON.stringify(value)} ${reason}`,
      );
    });

    it.each(['', 'a', '0', 'A.b_c-D', 'a'.repeat(63)])('accepts %j', (value) => {
      expect(findings({ label_selector: { key: value } })).toEqual([]);
    });

    it('is reported next to the fault of its key', () => {
      expect(findings({ label_selector: { ok: 'ok', 'a/b/c': '-' } })).toEqual([
        'error label-key /label_selector/a~1b~1c',
        'error label-value /label_selector/a~1b~1c',
      ]);
    });
  });

  describe('ttl-zero', () => {
    it.each(['0s', '0d', '00h', '0h0m0s', '0d00s'])('warns of %j', (ttl) => {
      expect(findings({ ttl })).toEqual(['warning ttl-zero /ttl']);
    });

    it.each(['', '1s', '0h1s', '30d'])('is silent on %j', (ttl) => {
      expect(findings({ ttl })).toEqual([]);
    });
  });

  it('reports every finding at once, in field order, each on one line', () => {
    const spec = {
      include_namespaces: ['a', 'B\n'],
      include_resources: [],
      exclude_namespaces: ['a'],
      exclude_resources: ['', '*'],
      label_selector: { 'k\n': 'v' },
      ttl: '0s',
    };
    expect(findings(spec)).toEqual([
      'error namespace-name /include_namespaces/1',
      'warning empty-list /include_resources',
      'warning empty-name /exclude_resources/0',
      'error wildcard-excluded /exclude_resources/1',
      'error include-and-exclude /exclude_namespaces/0',
      'error label-key /label_selector/k\n',
      'warning ttl-zero /ttl',
    ]);
    for (const message of messages(spec)) expect(message).not.toMatch(/[\n\r]/);
  });

  it('takes any valid spec, and finds the same in its normalised copy', () => {
    const names = fc.array(fc.oneof(anyText(), fc.constantFrom('*', '', 'a', '[')));
    const specs = fc.record(
      {
        include_namespaces: names,
        include_resources: names,
        exclude_namespaces: names,
        exclude_resources: names,
        label_selector: fc.dictionary(fc.string(), fc.string()),
        ttl: fc.constantFrom('', '0s', '1d'),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(specs, (spec) => {
        expect(lintSpec(spec)).toEqual(lintSpec(read.K8sBackupTargetSpec.parse(spec)));
      }),
    );
  });

  it('gives each finding a remedy, and no advice twice', () => {
    const found = lintSpec({
      include_namespaces: ['*', 'a', ''],
      include_resources: [],
      exclude_namespaces: ['a', 'B'],
      exclude_resources: ['*'],
      label_selector: { '-': '-' },
      ttl: '0s',
    });
    for (const { message, remedy } of found) {
      expect(remedy).not.toBe('');
      expect(message).not.toContain(remedy);
    }
    expect(found.find(({ rule }) => rule === 'empty-list')?.remedy).toBe(
      'set include_resources to null, or name what you mean',
    );
  });

  it('needs no more than linear time for many names', () => {
    const stars = Array.from({ length: 100_000 }, () => '*');
    const spec = { include_namespaces: [...stars, 'a'] };
    const [found, seconds] = withCpuSeconds(() => findings(spec));
    expect(found).toHaveLength(1001);
    expect(seconds).toBeLessThan(20);
  });

  it('needs no more than linear time for long names', () => {
    const long = 'a-'.repeat(500_000);
    const spec = {
      include_namespaces: [long, '['.repeat(1_000_000), '*a'.repeat(500_000)],
      label_selector: { [long]: long, [`${'a.'.repeat(500_000)}/a`]: 'x' },
    };
    const [found, seconds] = withCpuSeconds(() => findings(spec));
    expect(found).toHaveLength(6);
    expect(seconds).toBeLessThan(20);
  });
});
