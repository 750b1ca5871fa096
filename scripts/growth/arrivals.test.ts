import { describe, expect, it } from 'vitest';
import { totalUpTo } from './arrivals.js';

describe('totalUpTo', () => {
  it('sums what grows by the same step with each client, exactly', () => {
    const at = (clients: number) => ({
      clients,
      hooks: 3,
      commands: 7 + 4 * clients,
      seconds: clients / 8,
    });
    const sums = { hooks: 0, commands: 0, seconds: 0 };
    for (let clients = 1; clients <= 50; clients++) {
      sums.hooks += at(clients).hooks;
      sums.commands += at(clients).commands;
      sums.seconds += at(clients).seconds;
    }
    expect(totalUpTo([at(1), at(10), at(50)])).toEqual({ clients: 50, ...sums });
  });
});
