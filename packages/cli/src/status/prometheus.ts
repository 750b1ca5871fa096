import type { Protection } from '../generated/output.js';
import { STATES } from './protection.js';

/** The applications as metrics in Prometheus' text format, for a node exporter's textfile collector. */
export function prometheusText(applications: readonly Protection[]): string {
  return [
    '# HELP kbt_application_state Whether an application is in a state of protection: 1 in one of them, else 0.',
    '# TYPE kbt_application_state gauge',
    ...applications.flatMap((one) =>
      STATES.map(
        (state) =>
          `kbt_application_state{${labels(one)},state="${state}"} ${Number(one.state === state)}`,
      ),
    ),
    '# HELP kbt_last_good_backup_timestamp_seconds When the last good Backup of an application began.',
    '# TYPE kbt_last_good_backup_timestamp_seconds gauge',
    ...applications.flatMap((one) =>
      one.lastGoodBackup === null
        ? []
        : [
            `kbt_last_good_backup_timestamp_seconds{${labels(one)}} ${Date.parse(one.lastGoodBackup.startedAt) / 1000}`,
          ],
    ),
  ].join('\n');
}

function labels({ app, model, relation }: Protection): string {
  return [
    ['app', app],
    ['model', model ?? ''],
    ['relation', relation],
  ]
    .map(([name, value = '']) => `${name}="${escaped(value)}"`)
    .join(',');
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n');
}
