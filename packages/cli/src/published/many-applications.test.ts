import { expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

const numbers = Array.from({ length: 3000 }, (_, index) => index);
const ENDPOINT = 'k8s-backup-target';

/** What other applications published is looked up in `juju status`, for each relation of one endpoint. */
it('thousands of related applications are asked about in time', { timeout: 120_000 }, async () => {
  const unit = {
    'integrator/0': {
      'relation-info': numbers.map((id) => ({
        ...{ endpoint: ENDPOINT, 'related-endpoint': 'backup', 'relation-id': id },
        ...{ 'application-data': {}, 'related-units': {} },
      })),
    },
  };
  const related = numbers.map((index) => ({
    ...{ 'related-application': `app${index}`, interface: 'k8s_backup_target' },
  }));
  const apps = numbers.map((index) => [
    `app${index}`,
    {
      units: { [`app${index}/0`]: {} },
      relations: {
        backup: [{ 'related-application': 'integrator', interface: 'k8s_backup_target' }],
      },
    },
  ]);
  const status = {
    model: { name: 'm', type: 'caas', version: '4.0.1' },
    applications: {
      ...Object.fromEntries(apps),
      integrator: { units: { 'integrator/0': {} }, relations: { [ENDPOINT]: related } },
    },
  };
  const stdin = [unit, status].map((one) => JSON.stringify(one)).join('\n');
  const start = process.cpuUsage();
  const { stderr } = await kbt(['targets', '-'], { stdin });
  const { user, system } = process.cpuUsage(start);
  expect(stderr).toMatch('juju show-unit app0/0');
  expect((user + system) / 1e6).toBeLessThan(20);
});
