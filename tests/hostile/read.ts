/**
 * `read.ts PAYLOAD RELATIONS`: a requirer's hook on hostile databags, in a process of its own, so its
 * memory can be limited and measured. Prints one line of JSON.
 */
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { PAYLOADS } from './payloads.js';

const [, , name = '', count = '1'] = process.argv;
const payload = PAYLOADS[name];
if (payload === undefined) throw new Error(`no payload ${name}`);
const ids = Array.from({ length: Number(count) }, (_, index) => `targets:${index}`);
const requirer = new K8sBackupTargetRequirer({
  endpoint: 'targets',
  juju: {
    context: { unit: 'req/0', model: null, modelUuid: '', hook: '', relation: null },
    remoteModelUuid: async () => null,
    isUnitLeaving: async () => null,
    relationIds: async () => ids,
    remoteApplication: async (relation) =>
      `remote-${relation.slice('targets:'.length).padStart(32, '0')}`,
    readRemoteApplicationData: async () => payload(),
  },
});
const start = process.cpuUsage();
const targets = await requirer.targets();
const issues = await requirer.issues();
console.log(
  JSON.stringify({
    targets: targets.length,
    issues: issues.length,
    longest: Math.max(0, ...issues.map(({ path, message }) => path.length + message.length)),
    seconds: seconds(process.cpuUsage(start)),
    megabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }),
);

/** Of the processor, all threads together. */
function seconds({ user, system }: NodeJS.CpuUsage): number {
  return Math.round((user + system) / 100_000) / 10;
}
