/** What the integrator in TypeScript reads of its peer relation, whatever is there, and what it writes. */
import { describe, expect, it } from 'vitest';
import { remembering } from './remembering.js';

describe('a memory that is damaged', () => {
  it.each([
    ['[', []],
    ['null', []],
    ['{}', []],
    ['"velero"', []],
    ['["a",1,null,["b"]]', ['a']],
  ])('holds of the namespaces %s what can be read', async (text, namespaces) => {
    const { memory } = await remembering({ 'schedule-namespaces': text });
    expect(memory.namespaces).toEqual(namespaces);
  });

  it.each(['[', 'null', '5', '"app"', '{"app":1}', '{"app":"a","relation":null}', '{"x":1}'])(
    'knows of no target that is forwarded by %s',
    async (forwarded) => {
      expect((await remembering({ forwarded })).memory.forwarded).toBeNull();
    },
  );

  it('takes names that it lacks for empty', async () => {
    const { memory } = await remembering({ forwarded: '{"app":"a"}' });
    expect(memory.forwarded).toEqual({ app: 'a', endpoint: '', model: '', relation: '' });
    const empty = await remembering({ forwarded: '{"model":"m"}' });
    expect(empty.memory.forwarded).toEqual({ app: '', endpoint: '', model: 'm', relation: '' });
  });
});

it('what was declared gone is known to the next leader', async () => {
  const stored = { 'forgotten-relations': '["k8s-backup-target:1"]' };
  const { memory, session, kept } = await remembering(stored);
  expect([...memory.forgotten]).toEqual(['k8s-backup-target:1']);
  memory.forgotten.add('k8s-backup-target:2');
  await memory.save();
  session.commit();
  expect(kept()).toEqual({
    'forgotten-relations': '["k8s-backup-target:1","k8s-backup-target:2"]',
  });
});

it('nothing is written where nothing has changed', async () => {
  const stored = { 'schedule-namespaces': '["a"]', 'known-relations': '["k8s-backup-target:1"]' };
  const { memory, session } = await remembering(stored);
  await memory.save();
  const commands = session.record().commands.map(({ command }) => command);
  expect(commands).not.toContain('relation-set');
});

it('a namespace is kept once a hook has ended that remembered it', async () => {
  const { memory, session, kept } = await remembering({ 'schedule-namespaces': '["a","b"]' });
  memory.rememberNamespace('c');
  memory.forgetNamespace('b');
  expect(memory.namespaces).toEqual(['a', 'c']);
  expect([memory.isKept('a'), memory.isKept('c')]).toEqual([true, false]);
  await memory.save();
  session.commit();
  expect(kept()).toEqual({ 'schedule-namespaces': '["a","c"]' });
});
