import { type Finding, lintForVelero, resolveVeleroVersion } from '@k8s-backup-target/lint';
import { pointerTokens } from '@k8s-backup-target/schema/internal';
import fc from 'fast-check';
import {
  type Backup,
  isVeleroError,
  type Schedule,
  type ScheduleOptions,
  toBackup,
  toSchedule,
  toVeleroBackupConfig,
} from '../../packages/velero/src/index.js';
import { scheduleOptions, type Target, targets } from './arbitrary-targets.js';
import { askOracle } from './oracle.js';
import type { DurationQuestion, ObjectQuestion, Refusal } from './protocol.js';
import { STRICTER } from './stricter.js';
import type { Verdict } from './verdict.js';

const AT = '2026-01-15T10:07:30Z';
const OPTIONS = { managedBy: 'velero-oracle' };

/**
 * Generates specs. What becomes a Backup and a Schedule must be accepted; each error that keeps a spec
 * from it must be an error to the oracle as well, or be listed as stricter.
 */
export async function judgeTargets(count: number, seed: number): Promise<Verdict> {
  const cases = fc.sample(fc.tuple(targets(), scheduleOptions()), { numRuns: count, seed });
  const questions = cases.flatMap(([target, schedule]) => questionsOn(target, schedule));
  const accepted = cases.filter(([target]) => errorsIn(target).length === 0).length;
  const answers = await askOracle(questions.map(({ question }) => question));
  const disagreements = questions.flatMap(({ expect, says, question }, index) => {
    const answer = answers[index];
    const refusals = answer === undefined ? [] : refusalsIn(answer);
    return expect(refusals) ? [] : [`${says}: ${JSON.stringify(question)}: ${describe(refusals)}`];
  });
  return { judged: cases.length, accepted, disagreements };
}

interface Expectation {
  readonly question: ObjectQuestion | DurationQuestion;
  readonly says: string;
  readonly expect: (refusals: readonly Refusal[]) => boolean;
}

function questionsOn(target: Target, schedule: ScheduleOptions): Expectation[] {
  const errors = errorsIn(target);
  if (errors.length > 0) return [...errors.map((error) => refusalOf(target, error))];
  const emitted = [
    toBackup(target, OPTIONS),
    toBackup(target, { ...OPTIONS, at: new Date(AT), storageLocation: 'default' }),
    toSchedule(target, schedule, OPTIONS),
  ];
  const { ttl } = JSON.parse(toVeleroBackupConfig(target, schedule).spec) as { ttl: string | null };
  return [
    ...emitted.map((object) => acceptanceOf(object, schedule)),
    ...(ttl === null ? [] : [acceptanceOfTtl(ttl)]),
  ];
}

function errorsIn({ spec }: Target): Finding[] {
  return lintForVelero(spec).filter(({ severity }) => severity === 'error');
}

function acceptanceOf(object: Backup | Schedule, { veleroVersion }: ScheduleOptions): Expectation {
  const { cronLibrary } = resolveVeleroVersion(veleroVersion).rules;
  const other = cronLibrary === 'netresearch' ? 'cron:robfig' : 'cron:netresearch';
  return {
    question: { op: 'object', object, at: AT },
    says: 'emitted, but refused',
    expect: (refusals) => refusals.every(({ by }) => by === other),
  };
}

function acceptanceOfTtl(text: string): Expectation {
  return {
    question: { op: 'duration', text },
    says: 'forwarded ttl, but refused',
    expect: (refusals) => refusals.length === 0,
  };
}

function refusalOf(target: Target, error: Finding): Expectation {
  const isRefused = throwsInvalidTarget(target);
  return {
    question: { op: 'object', object: literalBackup(faultAlone(target.spec, error)), at: AT },
    says: `refused (${error.rule}), but accepted`,
    expect: (refusals) => isRefused && (refusals.length > 0 || isListed(error)),
  };
}

function throwsInvalidTarget(target: Target): boolean {
  try {
    toBackup(target, OPTIONS);
    return false;
  } catch (error) {
    return isVeleroError(error) && error.code === 'invalid-target';
  }
}

function isListed({ rule, message }: Finding): boolean {
  return STRICTER.some((entry) => entry.rule === rule && message.endsWith(entry.message));
}

/** The part of a spec that an error is about, so the oracle cannot refuse for another reason. */
function faultAlone(spec: Target['spec'], { path, rule }: Finding): Partial<Target['spec']> {
  const [field = '', key = ''] = pointerTokens(path);
  if (field === 'ttl') return { ttl: spec.ttl };
  if (field === 'label_selector')
    return { label_selector: { [key]: spec.label_selector?.[key] ?? '' } };
  if (rule === 'namespace-name') {
    const list = field === 'include_namespaces' ? spec.include_namespaces : spec.exclude_namespaces;
    return { [field]: [list?.[Number(key)] ?? ''] };
  }
  return field.endsWith('namespaces')
    ? withoutBadNames(spec.include_namespaces, spec.exclude_namespaces)
    : { include_resources: spec.include_resources, exclude_resources: spec.exclude_resources };
}

/** For rules on how two lists go together: names that are not namespaces would be refused by themselves. */
function withoutBadNames(
  included: readonly string[] | null,
  excluded: readonly string[] | null,
): Partial<Target['spec']> {
  const bad = new Set(
    [...(included ?? []), ...(excluded ?? [])].filter((name) =>
      lintForVelero({ include_namespaces: [name] }).some(({ rule }) => rule === 'namespace-name'),
    ),
  );
  // A name that replaces each bad one keeps the lists' lengths and overlaps.
  const stand = (names: readonly string[] | null) =>
    names?.map((name) => (bad.has(name) ? `stand-in-${[...bad].indexOf(name)}` : name)) ?? null;
  return { include_namespaces: stand(included), exclude_namespaces: stand(excluded) };
}

/** The Backup that someone would write who copied a spec as it is. */
function literalBackup(spec: Partial<Target['spec']>): unknown {
  return {
    apiVersion: 'velero.io/v1',
    kind: 'Backup',
    metadata: { name: 'literal', namespace: 'velero' },
    spec: {
      includedNamespaces: spec.include_namespaces,
      excludedNamespaces: spec.exclude_namespaces,
      includedResources: spec.include_resources,
      excludedResources: spec.exclude_resources,
      ...(spec.label_selector === undefined
        ? {}
        : { labelSelector: { matchLabels: spec.label_selector } }),
      ...(spec.ttl === undefined ? {} : { ttl: spec.ttl?.replace(/^\d+d/, '0h') }),
    },
  };
}

function refusalsIn(answer: {
  readonly refusals?: readonly Refusal[];
  readonly error?: string;
}): readonly Refusal[] {
  if (answer.error !== undefined) return [{ by: 'duration', message: answer.error }];
  return answer.refusals ?? [];
}

function describe(refusals: readonly Refusal[]): string {
  return refusals.map(({ by, message }) => `${by}: ${message}`).join('; ') || 'accepted';
}
