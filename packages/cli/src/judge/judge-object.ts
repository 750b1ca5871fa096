import { cronEveryMinuteMinute } from '@k8s-backup-target/lint/internal';
import { parseGoDuration } from '@k8s-backup-target/velero';
import { isVeleroKind, type VeleroKind } from '@k8s-backup-target/velero/objects';
import { ttlNegativeField, unknownValueValue } from '../generated/cluster-templates.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import { judgeCron } from '../velero/cron.js';
import { backupSpecFaults } from './backup-spec-faults.js';
import { findingAt, findingBy, type InputFinding, type UnplacedFinding } from './input-finding.js';
import type { Judgement } from './judgement.js';
import { keptFaults } from './kept.js';
import { notJudged } from './not-judged.js';
import { objectFaults } from './object-faults.js';
import type { References } from './references.js';
import { volumeFaults } from './volume-faults.js';

/** Judges an object of Velero, and what other objects say to it: policies, and annotations about volumes. */
export function judgeObject(
  input: ShapedInput,
  veleroVersion: string,
  references: References,
): Judgement {
  const object = fieldsOf(input.value);
  const { kind } = object;
  const { isPatch = false } = input.document.source;
  if (!isVeleroKind(kind) || !isOfVelero(object)) {
    // A patch leaves out what the object has, such as the volumes of a pod.
    const faults = isPatch ? undefined : volumeFaults(object, veleroVersion);
    const problems = faults?.map((fault) => findingIn(input, fault.path, fault)) ?? [];
    return { judged: faults === undefined ? 0 : 1, problems };
  }
  if (isPatch) return judgePatch(input, kind, veleroVersion);
  const { faults, stored } = objectFaults(kind, object, veleroVersion);
  return {
    judged: 1,
    problems: [
      ...otherVersion(input, object),
      ...faults.map((fault) => findingIn(input, fault.path, fault)),
      ...(kind === 'Schedule' || kind === 'Backup'
        ? backupFindings(input, {
            isSchedule: kind === 'Schedule',
            stored,
            references,
            veleroVersion,
          })
        : []),
    ],
  };
}

/** Velero serves each of these kinds in one version; without any, the object has no type, and is no manifest. */
function otherVersion(input: ShapedInput, { apiVersion }: Fields): InputFinding[] {
  if (apiVersion === undefined || apiVersion === VERSION) return [];
  return [
    findingIn(input, '/apiVersion', findingBy(unknownValueValue, { values: `"${VERSION}"` })),
  ];
}

const VERSION = 'velero.io/v1';

/** Other operators have Schedules and Backups too. */
function isOfVelero({ apiVersion }: Fields): boolean {
  return typeof apiVersion !== 'string' || apiVersion.startsWith('velero.io/');
}

/** Of a part of an object only what it holds can be judged: what it lacks is in the object that it is merged into. */
function judgePatch(input: ShapedInput, kind: VeleroKind, veleroVersion: string): Judgement {
  const { faults } = objectFaults(kind, fieldsOf(input.value), veleroVersion);
  const problems = faults
    .filter(({ rule }) => !OF_WHOLE_OBJECTS.includes(rule))
    .map((fault) => findingIn(input, fault.path, fault));
  return { judged: 1, problems };
}

const OF_WHOLE_OBJECTS: readonly string[] = ['missing-field', 'too-few-items'];

/** A Backup or a Schedule, as an API server stores it. */
interface Stored {
  readonly isSchedule: boolean;
  readonly stored: Readonly<Record<string, unknown>>;
  readonly references: References;
  readonly veleroVersion: string;
}

function backupFindings(
  input: ShapedInput,
  { isSchedule, stored, references, veleroVersion }: Stored,
): InputFinding[] {
  const spec = fieldsOf(stored['spec']);
  const backupSpec = isSchedule ? fieldsOf(spec['template']) : spec;
  const base = isSchedule ? '/spec/template' : '/spec';
  return [
    ...(isSchedule ? cronFindings(input, spec['schedule'], veleroVersion) : []),
    ...negativeTtl(input, backupSpec['ttl'], `${base}/ttl`),
    ...keptFaults({
      ttl: backupSpec['ttl'],
      cron: isSchedule ? textOf(spec['schedule']) : undefined,
      from: ANY_DAY,
      veleroVersion,
    }).map((fault) => findingIn(input, `${base}${fault.path}`, fault)),
    ...[
      ...backupSpecFaults(backupSpec, veleroVersion),
      ...references.faultsOf(backupSpec, input),
      ...notJudged(backupSpec),
    ].map((fault) => findingIn(input, `${base}${fault.path}`, fault)),
  ];
}

/** A file does not tell when it is read: the times between runs are counted from here. */
const ANY_DAY = new Date('2026-01-01T00:00:00Z');

function cronFindings(input: ShapedInput, cron: unknown, veleroVersion: string): InputFinding[] {
  const expression = textOf(cron) ?? '';
  const { issues, warnings, isEachMinute } = judgeCron(expression, veleroVersion);
  const isSaid = warnings.some(({ rule }) => rule === 'cron-every-minute');
  const eachMinute = findingBy(cronEveryMinuteMinute, { cron: expression });
  return [
    ...(isEachMinute && !isSaid ? [eachMinute] : []),
    ...issues.map((issue): UnplacedFinding => ({ ...issue, severity: 'error' })),
    ...warnings.map((warning): UnplacedFinding => ({ ...warning, severity: 'warning' })),
  ].map((finding) => findingIn(input, '/spec/schedule', finding));
}

/** Velero reads it, and the Backup has expired before it runs. */
function negativeTtl(input: ShapedInput, ttl: unknown, path: string): InputFinding[] {
  const length = typeof ttl === 'string' ? parseGoDuration(ttl) : undefined;
  if (length === undefined || length >= 0n) return [];
  return [findingIn(input, path, findingBy(ttlNegativeField, {}))];
}

function pointerTo(path: string, { pointer, specPointer }: ShapedInput): string {
  return specPointer !== undefined && path.startsWith('/spec')
    ? `${specPointer}${path.slice('/spec'.length)}`
    : `${pointer}${path}`;
}

function findingIn(input: ShapedInput, path: string, finding: UnplacedFinding): InputFinding {
  const { document, value } = input;
  const metadata = fieldsOf(fieldsOf(value)['metadata']);
  const subject = `${String(fieldsOf(value)['kind'])} ${textOf(metadata['name']) ?? ''}`;
  const place = { document, pointer: pointerTo(path, input), inner: null };
  return findingAt(place, finding, subject);
}
