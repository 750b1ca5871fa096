import { describe, expect, it } from 'vitest';
import { listAll } from './list.js';

describe('listAll', () => {
  it('gives up where the pages do not end', async () => {
    const get = async () => ({ items: [], metadata: { continue: 'again' } });
    await expect(listAll({ context: 'lab', get }, '/api/v1/pods')).rejects.toThrow(
      'cluster: the pages of /api/v1/pods do not end',
    );
  });
});
