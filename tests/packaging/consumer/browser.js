/** The packages that claim to need no Node, as a page would use them. */
import { preview } from '@k8s-backup-target/preview';
import { decodeDatabag, encodeDatabag } from '@k8s-backup-target/schema';
import { checkCron, toSchedule } from '@k8s-backup-target/velero';

export function convert() {
  const spec = { include_namespaces: ['my-namespace'], ttl: '1d' };
  const { targets } = decodeDatabag(
    encodeDatabag({ backup_targets: [{ app: 'a', relation_name: 'r', model: 'm', spec }] }),
  );
  const options = { managedBy: 'page' };
  return JSON.stringify([
    typeof process,
    checkCron('0 0 * * 8').ok,
    preview(spec, { groups: [], objects: [] }).phase,
    ...targets.map(
      ({ target }) => toSchedule(target, { cron: '@daily' }, options).spec.template.ttl,
    ),
  ]);
}
