import { anyText } from '@k8s-backup-target/tools/any-text';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type BackupTargetEntry,
  type Decoded,
  decodeDatabag,
  decodeProviderAppData,
  encodeDatabag,
  read,
  write,
} from './index.js';
import { UNSET_SPEC } from './test-data/unset-spec.js';

const SPEC = { ...UNSET_SPEC, ttl: '72h' };
const ENTRY = { app: 'my-app', relation_name: 'backup', model: 'my-model', spec: SPEC };
const FLAT = {
  app: 'my-app',
  relation_name: 'backup',
  model: 'my-model',
  spec: '{"ttl": "72h"}',
};

const NONE: Decoded = { targets: [], issues: [] };
const FLAT_TARGET: Decoded = { targets: [{ path: '', target: ENTRY }], issues: [] };

/** `path rule` of each issue, in order. */
function rules({ issues }: Decoded): string[] {
  return issues.map(({ path, rule }) => `${path} ${rule}`);
}

/** Returns each target's path, in order. */
function pathsOf({ targets }: Decoded): string[] {
  return targets.map(({ path }) => path);
}

function list(...entries: readonly unknown[]): { backup_targets: string } {
  return { backup_targets: JSON.stringify(entries) };
}

function targetsOf({ targets }: Decoded): unknown[] {
  return targets.map(({ target }) => target);
}

function apps({ targets }: Decoded): string[] {
  return targets.map(({ target }) => target.app);
}

describe('decodeDatabag', () => {
  it('reads the list under backup_targets, in order, each target with its place', () => {
    expect(decodeDatabag(list(ENTRY, { ...ENTRY, app: 'b', spec: {} }))).toStrictEqual({
      targets: [
        { path: '/backup_targets/0', target: ENTRY },
        {
          path: '/backup_targets/1',
          target: { ...ENTRY, app: 'b', spec: { ...SPEC, ttl: null } },
        },
      ],
      issues: [],
    });
  });

  it('finds nothing, and nothing wrong, in a databag that holds neither layout', () => {
    expect(decodeDatabag({})).toStrictEqual(NONE);
    expect(decodeDatabag({ 'ingress-address': '10.0.0.1', data: '{"app": 1}' })).toStrictEqual(
      NONE,
    );
    expect(decodeDatabag(list())).toStrictEqual(NONE);
  });

  it('reads no key but its own', () => {
    const trap = {
      get other(): string {
        throw new Error('was read');
      },
    };
    expect(apps(decodeDatabag(Object.assign(Object.create(null), list(ENTRY))))).toEqual([
      'my-app',
    ]);
    const databag = Object.defineProperties(list(ENTRY), Object.getOwnPropertyDescriptors(trap));
    expect(apps(decodeDatabag({ ...list(ENTRY), other: 'not JSON', data: '{' }))).toEqual([
      'my-app',
    ]);
    expect(apps(decodeDatabag(databag))).toEqual(['my-app']);
  });

  it('takes a text that is undefined for an empty one', () => {
    const none = undefined as never;
    expect(decodeDatabag({ backup_targets: none })).toEqual(decodeDatabag({ backup_targets: '' }));
    expect(apps(decodeDatabag({ ...FLAT, app: none }))).toEqual(['']);
  });

  it('takes an inherited key for absent', () => {
    expect(decodeDatabag(Object.create(list(ENTRY)))).toStrictEqual(NONE);
  });

  it('lets one bad entry hide no good one', () => {
    const decoded = decodeDatabag(
      list(
        { ...ENTRY, app: 'a' },
        null,
        { ...ENTRY, app: 'b', spec: { ttl: '24H' } },
        { ...ENTRY, app: 'c' },
        { ...ENTRY, app: '\ud83d' },
        { ...ENTRY, app: 'd' },
        { app: 'e' },
      ),
    );
    expect(apps(decoded)).toEqual(['a', 'c', 'd']);
    expect(pathsOf(decoded)).toEqual([
      '/backup_targets/0',
      '/backup_targets/3',
      '/backup_targets/5',
    ]);
    expect(rules(decoded).sort()).toEqual([
      '/backup_targets/1 type',
      '/backup_targets/2/spec/ttl pattern',
      '/backup_targets/4/app unicode',
      '/backup_targets/6 required',
      '/backup_targets/6 required',
      '/backup_targets/6 required',
    ]);
  });

  it('salvages next to entry 1 also entries 10 to 19, whose pointers start alike', () => {
    const entries = Array.from({ length: 20 }, (_, index) => ({ ...ENTRY, app: `a${index}` }));
    const decoded = decodeDatabag(
      list(...entries.with(1, { ...ENTRY, spec: { ...SPEC, ttl: 'x' } })),
    );
    expect(decoded.targets).toHaveLength(19);
    expect(rules(decoded)).toEqual(['/backup_targets/1/spec/ttl pattern']);
  });

  it('names a label key that cannot be printed by one that can', () => {
    const text = String.raw`[{"app":"a","relation_name":"b","model":"m","spec":{"label_selector":{"\ud800":1}}}]`;
    const [issue] = decodeDatabag({ backup_targets: text }).issues;
    expect(issue?.path).toBe('/backup_targets/0/spec/label_selector/\ufffd');
  });

  it('keeps duplicates and their order', () => {
    expect(apps(decodeDatabag(list(ENTRY, ENTRY)))).toEqual(['my-app', 'my-app']);
  });

  it('drops unknown keys in the read view and refuses them in the write view', () => {
    const databag = list({ ...ENTRY, newer: 1 }, ENTRY);
    expect(targetsOf(decodeDatabag(databag))).toStrictEqual([ENTRY, ENTRY]);
    expect(decodeDatabag(databag, read).targets).toHaveLength(2);
    const strict = decodeDatabag(databag, write);
    expect(pathsOf(strict)).toEqual(['/backup_targets/1']);
    expect(rules(strict)).toEqual(['/backup_targets/0 additionalProperties']);
    const flat = decodeDatabag({ ...FLAT, spec: '{"newer": 1}' }, write);
    expect(rules(flat)).toEqual(['/spec additionalProperties']);
  });

  it.each([
    ['no JSON', 'hello'],
    ['an empty text', ''],
    ['NaN', '[NaN]'],
    ['Infinity in a key that would be ignored', '[{"newer": -Infinity}]'],
    ['a byte order mark', '\ufeff[]'],
    ['a trailing comma', '[{},]'],
    ['a comment', '[] // none'],
    ['single quotes', "[{'app': 'a'}]"],
    ['YAML', '- app: a'],
    ['a raw line break in a string', '["\n"]'],
    ['a bad escape', '["\\x41"]'],
    ['half a text', '[{"app": "my'],
    ['201 levels', '['.repeat(201) + ']'.repeat(201)],
    ['201 levels in a key that would be ignored', `[{"x":${'['.repeat(199)}${']'.repeat(199)}}]`],
    [
      'those behind an entry that is read as it is',
      `[${JSON.stringify(ENTRY)}, {"x":${'['.repeat(199)}${']'.repeat(199)}, ${JSON.stringify(ENTRY).slice(1)}]`,
    ],
  ])('gives the issue "json" for %s', (_, text) => {
    const decoded = decodeDatabag({ backup_targets: text });
    expect(decoded.targets).toEqual([]);
    expect(rules(decoded)).toEqual(['/backup_targets json']);
    expect(decoded.issues[0]?.message).toMatch(
      /^(?:is not JSON \([^\n\r]+\)|nests deeper than 200 levels)$/,
    );
    const flat = decodeDatabag({ ...FLAT, spec: text });
    expect(flat.targets).toEqual([]);
    expect(rules(flat)).toEqual(['/spec json']);
  });

  it('reads 200 levels, as Pydantic does, whatever is in the last', () => {
    for (const inner of ['', 'null', '0', '"text"']) {
      const ignored = `{"x":${'['.repeat(198)}${inner}${']'.repeat(198)}`;
      const text = `[${ignored}, ${JSON.stringify(ENTRY).slice(1)}]`;
      expect(decodeDatabag({ backup_targets: text })).toMatchObject({
        targets: [{ target: ENTRY }],
        issues: [],
      });
    }
  });

  it.each([
    ['null', 'null'],
    ['an object', '{}'],
    ['a list in a string', '"[]"'],
    ['a number', '0'],
    ['a number too large', '1e999'],
    ['true', 'true'],
    ['a long text', JSON.stringify('x'.repeat(500))],
  ])('gives the issue "type" for %s instead of a list', (_, text) => {
    expect(rules(decodeDatabag({ backup_targets: text }))).toEqual(['/backup_targets type']);
  });

  it('refuses lone surrogates, escaped or raw, and reads pairs', () => {
    const entry = (app: string): string =>
      JSON.stringify([{ ...ENTRY, app: '@' }]).replace('@', app);
    for (const app of ['\\ud83d', '\ud83d', '\\ude00\\ud83d', 'a\ude00']) {
      expect(rules(decodeDatabag({ backup_targets: entry(app) }))).toEqual([
        '/backup_targets/0/app unicode',
      ]);
      const bare = app.includes('\\') ? `"${app}"` : app;
      expect(rules(decodeDatabag({ ...FLAT, app: bare }))).toEqual(['/app unicode']);
    }
    expect(apps(decodeDatabag({ backup_targets: entry('\\ud83d\\ude00') }))).toEqual(['😀']);
  });

  it('takes the last of duplicate JSON keys, as it cannot see the others', () => {
    const text = `[{"app": "first", ${JSON.stringify(ENTRY).slice(1, -1)}, "app": "last"}]`;
    expect(decodeDatabag({ backup_targets: text })).toMatchObject({
      targets: [{ target: { app: 'last' } }],
      issues: [],
    });
  });

  it('prefers backup_targets to the flat layout, even when it is broken', () => {
    expect(apps(decodeDatabag({ ...FLAT, app: 'flat', ...list(ENTRY) }))).toEqual(['my-app']);
    expect(rules(decodeDatabag({ ...FLAT, backup_targets: '{' }))).toEqual([
      '/backup_targets json',
    ]);
  });

  it('reads the flat layout, with strings bare or JSON-encoded', () => {
    expect(decodeDatabag(FLAT)).toStrictEqual(FLAT_TARGET);
    const encoded = { ...FLAT, app: '"my-app"', relation_name: '"backup"', model: '"my-model"' };
    expect(decodeDatabag(encoded)).toStrictEqual(FLAT_TARGET);
    expect(decodeDatabag({ ...FLAT, app: '"\\u006dy-app"', extra: '1' })).toStrictEqual(
      FLAT_TARGET,
    );
  });

  it.each(['123', 'null', 'true', '{}', '[1]', '"half', '', '\\', ' "a" x'])(
    'takes the flat text %j as it is, since it is not a JSON string',
    (app) => {
      expect(apps(decodeDatabag({ ...FLAT, app }))).toEqual([app]);
    },
  );

  it('says what the flat layout lacks', () => {
    expect(rules(decodeDatabag({ app: 'a' }))).toEqual([' required', ' required', ' required']);
    expect(rules(decodeDatabag({ ...FLAT, spec: '"{}"' }))).toEqual(['/spec type']);
    expect(rules(decodeDatabag({ ...FLAT, spec: '{"ttl": "24H"}' }))).toEqual([
      '/spec/ttl pattern',
    ]);
  });

  it('reports what the flat layout lacks also next to a spec that is not JSON', () => {
    expect(rules(decodeDatabag({ app: 'a', spec: '{' }))).toEqual([
      '/spec json',
      ' required',
      ' required',
    ]);
  });

  it('keeps a remote text from writing more than one line into a log', () => {
    for (const text of ['{\n"a": x}', '\u2028\n', '[\r\n}', '"\n"']) {
      for (const { message } of decodeDatabag({ backup_targets: text }).issues) {
        expect(message).toMatch(/^[^\n\r\u2028\u2029]+$/);
      }
    }
  });

  it('throws at no map of strings whatever', () => {
    const keys = fc.oneof(
      fc.constantFrom(
        'backup_targets',
        'app',
        'relation_name',
        'model',
        'spec',
        '__proto__',
        'constructor',
      ),
      fc.string(),
    );
    const texts = fc.oneof(anyText(), fc.json(), mutatedTexts());
    const targets = fc.option(fc.tuple(fc.constant('backup_targets'), texts), { freq: 10 });
    const others = fc.array(fc.tuple(keys, texts), { maxLength: 2 });
    const databags = fc.tuple(targets, others).map(([own, more]) => {
      const pairs = own === null ? more : [own, ...more];
      const databag: Record<string, string> = {};
      for (const [key, value] of pairs) {
        Object.defineProperty(databag, key, { value, enumerable: true, configurable: true });
      }
      return databag;
    });
    fc.assert(
      fc.property(databags, fc.constantFrom(read, write), (databag, view) => {
        const { targets, issues } = decodeDatabag(databag, view);
        for (const { target } of targets)
          expect(view.BackupTargetEntry.validate(target).ok).toBe(true);
        const own = ['backup_targets', 'app', 'relation_name', 'model', 'spec'];
        if (!own.some((key) => Object.hasOwn(databag, key))) expect(issues).toEqual([]);
      }),
      { numRuns: 1000 },
    );
  });

  it('gives a target or an issue for each entry of any list', () => {
    const items = fc.oneof(entries(), fc.jsonValue());
    fc.assert(
      fc.property(fc.array(items, { maxLength: 6 }), (values) => {
        const decoded = decodeDatabag(list(...values));
        const targetPaths = pathsOf(decoded);
        const places = [...targetPaths, ...decoded.issues.map(({ path }) => path)].map(
          (path) => /^\/backup_targets\/\d+/.exec(path)?.[0],
        );
        const expected = values.map((_, index) => `/backup_targets/${index}`);
        expect([...new Set(places)].sort()).toEqual(expected.sort());
        expect(targetPaths).toEqual(
          expected
            .filter((_, index) => read.BackupTargetEntry.validate(values[index]).ok)
            .sort(byIndex),
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('reads back what encodeDatabag writes', () => {
    fc.assert(
      fc.property(fc.array(entries(), { maxLength: 4 }), (backup_targets) => {
        const decoded = decodeDatabag(encodeDatabag({ backup_targets }));
        expect(decoded.issues).toEqual([]);
        expect(targetsOf(decoded)).toStrictEqual(
          write.ProviderAppData.parse({ backup_targets }).backup_targets,
        );
      }),
      { numRuns: 1000 },
    );
  });
});

describe('decodeProviderAppData', () => {
  it('reads the text of the whole object and salvages as decodeDatabag does', () => {
    const text = JSON.stringify({ backup_targets: [ENTRY, {}], newer: 1 });
    const decoded = decodeProviderAppData(text);
    expect(targetsOf(decoded)).toStrictEqual([ENTRY]);
    expect(pathsOf(decoded)).toEqual(['/backup_targets/0']);
    expect(rules(decoded)).toEqual(Array(4).fill('/backup_targets/1 required'));
    const strict = decodeProviderAppData(text, write);
    expect(targetsOf(strict)).toStrictEqual([ENTRY]);
    expect(rules(strict)).toContain(' additionalProperties');
  });

  it.each([
    ['', ' json'],
    ['{', ' json'],
    ['['.repeat(300) + ']'.repeat(300), ' json'],
    ['null', ' type'],
    ['[]', ' type'],
    ['0', ' type'],
    ['"backup_targets"', ' type'],
    ['{}', ' required'],
    ['{"backup_targets": {}}', '/backup_targets type'],
    ['{"__proto__": {"backup_targets": []}}', ' required'],
  ])('gives an issue and never throws for %j', (text, rule) => {
    expect(decodeProviderAppData(text).targets).toEqual([]);
    expect(rules(decodeProviderAppData(text))).toEqual([rule]);
  });
});

function entries(): fc.Arbitrary<BackupTargetEntry> {
  const texts = anyText(6);
  const lists = fc.option(fc.array(texts, { maxLength: 3 }));
  const spec = fc.record(
    {
      include_namespaces: lists,
      include_resources: lists,
      exclude_namespaces: lists,
      exclude_resources: lists,
      include_cluster_resources: fc.option(fc.boolean()),
      label_selector: fc.option(fc.dictionary(texts, texts, { noNullPrototype: true })),
      ttl: fc.constantFrom(null, '', '72h', '30d'),
    },
    { requiredKeys: [] },
  );
  return fc.record({ app: texts, relation_name: texts, model: texts, spec });
}

/** Texts that are nearly right: a valid one with a piece cut out, doubled or replaced. */
function mutatedTexts(): fc.Arbitrary<string> {
  const pieces = fc.constantFrom(
    '',
    '"',
    '{',
    ']',
    ',',
    'null',
    '\\',
    '\\ud800',
    '1e999',
    '[[',
    '\ufeff',
  );
  return fc
    .tuple(fc.array(entries(), { maxLength: 2 }), fc.nat(), fc.nat(8), pieces)
    .map(([backup_targets, at, length, piece]) => {
      const text = encodeDatabag({ backup_targets }).backup_targets;
      const start = at % (text.length + 1);
      return text.slice(0, start) + piece + text.slice(start + length);
    });
}

function byIndex(left: string, right: string): number {
  return Number(left.split('/')[2]) - Number(right.split('/')[2]);
}
