import fc from 'fast-check';
import { answerTo } from '../preview/protocol.js';
import { type VolumeCase, volumeCases } from './arbitrary-volumes.js';
import { askOracle } from './oracle.js';
import type { Answers, VolumesQuestion } from './protocol.js';
import type { Verdict } from './verdict.js';

const NAMESPACE = 'velero';
const POLICY = { kind: 'configmap', name: 'policy' };

/** Generates pods, claims, volumes and policies: both must decide the same of each, errors by their text. */
export async function judgeVolumes(count: number, seed: number): Promise<Verdict> {
  const cases = fc.sample(volumeCases, { numRuns: count, seed });
  const answers = await askOracle(cases.map(questionOf));
  const disagreements = cases.flatMap((one, index) => differencesIn(one, answers[index]));
  const accepted = answers.filter(({ refused }) => refused === undefined).length;
  return { judged: cases.length, accepted, disagreements };
}

function questionOf({ pods, claims, volumes, policy, spec }: VolumeCase): VolumesQuestion {
  const metadata = { name: 'backup', namespace: NAMESPACE };
  const backup = {
    metadata,
    spec: { ...spec, ...(policy === null ? {} : { resourcePolicy: POLICY }) },
  };
  const maps = policy === null ? [] : [configMapOf(policy)];
  return { op: 'volumes', volumes: { backup, pods, claims, volumes, maps } };
}

function configMapOf(policy: string) {
  return { metadata: { name: POLICY.name, namespace: NAMESPACE }, data: { policy } };
}

function differencesIn(one: VolumeCase, theirs: Answers['volumes'] | undefined): string[] {
  const ours = ourAnswer(one);
  const [mine, its] = [ours, theirs && answerOf(theirs)].map((answer) => JSON.stringify(answer));
  return mine === its ? [] : [`volumes ${JSON.stringify(one)}:\n  ${mine}\n  oracle ${its}`];
}

/** The text of a refusal is Velero's own. */
function answerOf({ refused, decisions }: Answers['volumes']): unknown {
  return refused === undefined ? decisions : 'refused';
}

/** The helper's switch for the move of data means a Backup without claims. */
function ourAnswer({ pods, claims, volumes, policy, spec }: VolumeCase): unknown {
  const backup = {
    ...spec,
    ...(spec.snapshotMoveData === true ? { includedNamespaceScopedResources: ['pods'] } : {}),
    ...(policy === null ? {} : { resourcePolicy: POLICY }),
  };
  const { status, decisions } = answerTo({
    id: null,
    backup,
    objects: [...pods, ...claims, ...volumes] as never,
    configmaps: policy === null ? [] : [configMapOf(policy)],
    veleroVersion: '1.18.3',
  });
  return status === 'FailedValidation' ? 'refused' : decisions;
}
