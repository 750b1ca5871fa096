import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Gate } from './gate.js';

const READS = 3;

describe('Gate', () => {
  it('keeps the bound, and every write alone, whatever the mix', async () => {
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), fc.array(fc.boolean()), async (scheduler, kinds) => {
        const gate = new Gate(READS);
        const started: number[] = [];
        let reading = 0;
        let writing = 0;
        const tasks = kinds.map((isWrite, index) => {
          const task = async () => {
            started.push(index);
            isWrite ? writing++ : reading++;
            expect(reading).toBeLessThanOrEqual(writing > 0 ? 0 : READS);
            expect(writing).toBeLessThanOrEqual(1);
            await scheduler.schedule(Promise.resolve());
            isWrite ? writing-- : reading--;
          };
          return isWrite ? gate.write(task) : gate.read(task);
        });
        await scheduler.waitFor(Promise.all(tasks));
        expect(started).toEqual(kinds.map((_, index) => index));
      }),
    );
  });

  it('goes on after a task that fails, and hands on its failure', async () => {
    const gate = new Gate(READS);
    const failing = gate.write(() => Promise.reject(new Error('refused')));
    const next = gate.read(async () => 'read');
    await expect(failing).rejects.toThrow('refused');
    await expect(next).resolves.toBe('read');
  });

  it('runs reads at the same time', async () => {
    const gate = new Gate(READS);
    const arrived: (() => void)[] = [];
    const meet = () =>
      new Promise<void>((resolve) => {
        arrived.push(resolve);
        if (arrived.length === READS) for (const each of arrived) each();
      });
    await Promise.all([gate.read(meet), gate.read(meet), gate.read(meet)]);
  });
});
