/** What a Kubernetes API server answers to the integrator. */
import { reconcile, toSchedules } from '@k8s-backup-target/velero';
import { everyPage } from '../../../../examples/integrator-charm/src/every-page.js';
import { isKubernetesRefusal } from '../../../../examples/integrator-charm/src/kubernetes-api.js';
import { request } from '../../../../examples/integrator-charm/src/kubernetes-request.js';
import { promise } from './finding.js';

/** Between two pages in the bytes. */
const SEPARATOR = '\u0000';
const STATUSES = [200, 201, 401, 403, 404, 409, 422, 500] as const;

const TARGET = { app: 'a', relation_name: 'b', model: 'm', spec: {} };
const DESIRED = toSchedules([{ target: TARGET }], { cron: '@daily' }, { managedBy: 'req' });

/** Reads the texts as the pages of a list of Schedules, and compares what they hold with what is wanted. */
export async function fuzzApiAnswer(bytes: Buffer): Promise<void> {
  const status = STATUSES[(bytes[0] ?? 0) % STATUSES.length] ?? 200;
  const pages = bytes.subarray(1).toString('utf8').split(SEPARATOR);
  let asked = 0;
  try {
    const found = await everyPage({
      timeoutSeconds: 5,
      pageAt: () => {
        const text = pages[asked++ % pages.length] ?? '';
        return request({
          timeoutSeconds: 5,
          tolerated: [409],
          send: async () => ({ status, text, retryAfter: null }),
        });
      },
    });
    promise(asked <= pages.length, 'it asks for pages that it has read');
    const desired = DESIRED.converted.map(({ schedule }) => schedule);
    reconcile(desired, found, { managedBy: 'req' });
  } catch (error) {
    if (!isKubernetesRefusal(error)) throw error;
    promise(error.message.length < 1000, 'a reason of any length');
    promise(!/[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/u.test(error.message), 'a reason of several lines');
  }
}
