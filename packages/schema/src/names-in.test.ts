import { expect, it } from 'vitest';
import { namesIn } from './names-in.js';

const NAMES = { app: 'db', relation_name: 'backup', model: 'prod' };

it.each<[string, Record<string, string>, readonly unknown[]]>([
  ['an entry, whatever its spec', list({ ...NAMES, spec: { ttl: '24H' }, x: 1 }), [NAMES]],
  [
    'each of several, in order',
    list({ ...NAMES, app: 'a' }, 0, NAMES),
    [{ ...NAMES, app: 'a' }, NAMES],
  ],
  ['the old layout, bare or JSON', { ...NAMES, model: '"prod"', spec: '{' }, [NAMES]],
  [
    'no entry that lacks a name',
    list(...Object.keys(NAMES).map((name) => ({ ...NAMES, [name]: undefined }))),
    [],
  ],
  ['no entry that is no object', list(null, 'db', [NAMES], 1), []],
  [
    'the old layout, whose texts look like JSON',
    { ...NAMES, app: '1', model: '{"a"' },
    [{ ...NAMES, app: '1', model: '{"a"' }],
  ],
  ['no entry with a name that is no text', list({ ...NAMES, app: ['db'] }), []],
  ['nothing that a databag inherits', Object.create(NAMES), []],
  ['no list that a databag inherits', Object.create(list(NAMES)), []],
  ['nothing inherited', { backup_targets: '[{"__proto__": {"app": "a"}}]' }, []],
  ['nothing in what is no list', { backup_targets: JSON.stringify(NAMES) }, []],
  ['nothing in what is no JSON', { backup_targets: '[{"app": "db"' }, []],
  [
    'nothing in what nests too deeply',
    { backup_targets: `${'['.repeat(300)}${']'.repeat(300)}` },
    [],
  ],
  ['nothing in another layout', { data: JSON.stringify([NAMES]) }, []],
])('finds %s', (_, databag, names) => {
  expect([...namesIn(databag)]).toEqual(names);
});

function list(...entries: readonly unknown[]): Record<string, string> {
  return { backup_targets: JSON.stringify(entries) };
}
