import { describe, expect, it } from 'vitest';
import { FIRST_QUESTION } from '../examples/first-question.js';
import { SAMPLE_CLUSTER } from '../examples/sample-cluster.js';
import { Desk } from './desk.js';

const OWN = { ...SAMPLE_CLUSTER, objects: SAMPLE_CLUSTER.objects.slice(0, 6) };

function fileOf(value: unknown): Blob {
  return new Blob([JSON.stringify(value)]);
}

async function drawnBy(desk: Desk): Promise<number> {
  const reply = await desk.reply({ id: 1, kind: 'ask', question: FIRST_QUESTION });
  if (reply.kind !== 'answer' || !reply.answer.picture.ok) throw new Error('no picture');
  return reply.answer.picture.result.decisions.length;
}

describe('a desk', () => {
  it('draws the inventory that it was given, and the sample again', async () => {
    const desk = new Desk();
    expect(await drawnBy(desk)).toBe(SAMPLE_CLUSTER.objects.length);
    const file = fileOf(OWN);
    expect(await desk.reply({ id: 7, kind: 'cluster', file })).toEqual({
      id: 7,
      kind: 'cluster',
      objects: 6,
    });
    expect(await drawnBy(desk)).toBe(6);
    await desk.reply({ id: 8, kind: 'cluster', file: null });
    expect(await drawnBy(desk)).toBe(SAMPLE_CLUSTER.objects.length);
  });

  it.each([
    ['no JSON', new Blob(['{']), 'inventory. It is not JSON. kbt'],
    ['no inventory', fileOf({ groups: [], objects: [{}] }), 'inventory. /objects/0'],
    ['a list', fileOf([]), 'not an inventory'],
  ])('keeps the cluster where the file holds %s', async (_, file, part) => {
    const desk = new Desk();
    const reply = await desk.reply({ id: 1, kind: 'cluster', file });
    expect(reply).toMatchObject({ kind: 'refused', why: expect.stringContaining(part) });
    expect(await drawnBy(desk)).toBe(SAMPLE_CLUSTER.objects.length);
  });
});
