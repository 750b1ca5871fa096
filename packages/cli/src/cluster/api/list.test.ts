import { describe, expect, it } from 'vitest';
import type { Fields } from '../../input/fields.js';
import { listAll } from './list.js';

/** Lists pods, of which the n-th page is the n-th answer. */
const list = (answer: (page: number) => Fields) => {
  let page = 0;
  const get = async () => answer(page++);
  return listAll({ context: 'lab', get }, '/api/v1/pods');
};

describe('listAll', () => {
  it.each([
    ['always the same token', () => 'again'],
    ['tokens in a circle', (page: number) => `token ${page % 3}`],
    ['ever new tokens', (page: number) => `token ${page}`],
  ])('gives up where the pages do not end: %s', async (_, token) => {
    await expect(
      list((page) => ({ items: [], metadata: { continue: token(page) } })),
    ).rejects.toThrow('cluster: the pages of /api/v1/pods do not end');
  });

  it.each([{}, { items: {} }, { items: null }, { items: 'none', kind: 'PodList' }])(
    'takes %j for no empty list',
    async (answer) => {
      await expect(list(() => answer)).rejects.toThrow(
        'cluster: the answer to /api/v1/pods has no list of items',
      );
    },
  );

  it('knows how Go writes an empty list', async () => {
    expect(await list(() => ({ kind: 'PodList', items: null }))).toEqual([]);
  });
});
