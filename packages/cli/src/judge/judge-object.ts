import type { Finding } from '@k8s-backup-target/lint';
import { parseGoDuration } from '@k8s-backup-target/velero';
import { fieldsOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import { judgeCron } from '../velero/cron.js';
import { lintFor } from '../velero/rules.js';
import { inVeleroWords, specOfBackup, veleroPath } from '../velero/velero-spec.js';
import { backupSpecFaults } from './backup-spec-faults.js';
import type { Judgement } from './judgement.js';
import { type Problem, problemAt, type Severity, type Stated } from './problem.js';

/** Judges a Backup or Schedule of Velero; other objects hold nothing to judge. */
export function judgeObject(input: ShapedInput, veleroVersion: string): Judgement {
  const kind = fieldsOf(input.value)['kind'];
  if (kind !== 'Backup' && kind !== 'Schedule') return { judged: 0, problems: [] };
  const spec = fieldsOf(fieldsOf(input.value)['spec']);
  const isSchedule = kind === 'Schedule';
  const backupSpec = isSchedule ? fieldsOf(spec['template']) : spec;
  const base = isSchedule ? '/spec/template' : '/spec';
  return {
    judged: 1,
    problems: [
      ...(isSchedule ? cronProblems(input, spec['schedule'], veleroVersion) : []),
      ...backupSpecFaults(backupSpec).map((fault) =>
        problemIn(input, `${base}${fault.path}`, { ...fault, severity: 'error' }),
      ),
      ...ttlProblems(input, backupSpec['ttl'], `${base}/ttl`),
      ...lintFor(specOfBackup(backupSpec), veleroVersion).map((finding) =>
        problemIn(input, `${base}${veleroPath(finding.path)}`, ofBackup(finding)),
      ),
    ],
  };
}

function cronProblems(input: ShapedInput, cron: unknown, veleroVersion: string): Problem[] {
  const { issues, warnings } = judgeCron(textOf(cron) ?? '', veleroVersion);
  return [
    ...issues.map((issue): Said => ({ ...issue, severity: 'error' })),
    ...warnings.map((warning): Said => ({ ...warning, severity: 'warning' })),
  ].map((said) => problemIn(input, '/spec/schedule', said));
}

function ofBackup(finding: Finding): Said {
  const { severity, rule, message, remedy } = finding;
  return { severity, rule, message: inVeleroWords(message), remedy: inVeleroWords(remedy) };
}

/** The API server takes any text, and Velero then reads no object of that kind any more. */
function ttlProblems(input: ShapedInput, ttl: unknown, path: string): Problem[] {
  if (ttl === undefined) return [];
  const length = typeof ttl === 'string' ? parseGoDuration(ttl) : undefined;
  if (length !== undefined && length >= 0n) return [];
  if (length !== undefined) {
    return [
      problemIn(input, path, {
        severity: 'warning',
        rule: 'ttl-negative',
        message: 'is negative: the Backup expires at once, and Velero deletes it within an hour',
        remedy: 'write how long to keep it, such as 720h0m0s',
      }),
    ];
  }
  return [
    problemIn(input, path, {
      severity: 'error',
      rule: 'ttl-unreadable',
      message:
        'is no duration that Velero can read, and keeps it from reading any other object of its kind',
      remedy: 'write hours, minutes and seconds, such as 720h0m0s',
    }),
  ];
}

/** A rule's message and severity. */
interface Said extends Stated {
  readonly severity: Severity;
}

function problemIn(input: ShapedInput, path: string, said: Said): Problem {
  const { document, pointer, value } = input;
  const metadata = fieldsOf(fieldsOf(value)['metadata']);
  const subject = `${String(fieldsOf(value)['kind'])} ${textOf(metadata['name']) ?? ''}`;
  const place = { document, pointer: `${pointer}${path}`, inner: null };
  return problemAt(place, said.severity, said, subject);
}
