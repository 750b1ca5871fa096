import fc from 'fast-check';
import { answerTo } from '../preview/protocol.js';
import type { CaseRequest } from '../preview/volume-cases.js';
import { type BackupCase, backupCases } from './arbitrary-backups.js';
import type { Answers } from './protocol.js';
import { buildReleaseOracle, type JudgedRelease } from './release-oracle.js';
import { releaseQuestion } from './release-question.js';
import { runOracle } from './run-oracle.js';

const VELERO = 'velero';
const OWN = 'policy';
const GLOBAL = 'global';
const NAMESPACES = ['app', 'db'];
const HAS_GLOBAL_POLICIES: readonly JudgedRelease[] = ['1.18.3'];
/** Clusters that are held in memory at a time. */
const BATCH = 2_000;

/** What one release decided, and where it decided otherwise. */
export interface ReleaseVerdict {
  readonly release: JudgedRelease;
  readonly clusters: number;
  /** Clusters whose policy the release refuses. */
  readonly refused: number;
  /** Volumes of pods, claims and PersistentVolumes that were decided about: yes, no, or an error. */
  readonly volumes: number;
  readonly yes: number;
  readonly no: number;
  readonly errors: number;
  /** One text for each cluster on which the two differ. */
  readonly disagreements: readonly string[];
}

/** Generates clusters until a release has decided about that many volumes: both must decide the same of each. */
export async function judgeRelease(
  release: JudgedRelease,
  volumes: number,
  seed: number,
): Promise<ReleaseVerdict> {
  const nothing = { clusters: 0, refused: 0, volumes: 0, yes: 0, no: 0, errors: 0 };
  let verdict: ReleaseVerdict = { release, ...nothing, disagreements: [] };
  for (let batch = 0; verdict.volumes < volumes; batch += 1) {
    const cases = fc.sample(backupCases, { numRuns: BATCH, seed: seed + batch });
    const requests = cases.map((one) => requestOf(one, release));
    const answers = await askRelease(release, requests);
    for (const [index, request] of requests.entries()) {
      const theirs = answers[index];
      if (theirs !== undefined && verdict.volumes < volumes) {
        verdict = added(verdict, request, theirs);
      }
    }
  }
  return verdict;
}

/** What a release of Velero decides, in the order of the requests. */
export async function askRelease(
  release: JudgedRelease,
  requests: readonly CaseRequest[],
): Promise<readonly Answers['volumes'][]> {
  return runOracle(await buildReleaseOracle(release), requests.map(releaseQuestion));
}

/** Both in one form: the text of a refusal is Velero's own. */
export function ourDecisions(request: CaseRequest): unknown {
  const { status, decisions } = answerTo(request);
  return status === 'FailedValidation' ? 'refused' : decisions;
}

export function theirDecisions({ refused, decisions }: Answers['volumes']): unknown {
  return refused === undefined ? decisions : 'refused';
}

function added(
  verdict: ReleaseVerdict,
  request: CaseRequest,
  theirs: Answers['volumes'],
): ReleaseVerdict {
  const [mine, its] = [ourDecisions(request), theirDecisions(theirs)].map((answer) =>
    JSON.stringify(answer),
  );
  const failed = theirs.decisions.filter(({ error }) => error !== null).length;
  const yes = theirs.decisions.filter(({ answer }) => answer).length;
  const { length } = theirs.decisions;
  return {
    release: verdict.release,
    clusters: verdict.clusters + 1,
    refused: verdict.refused + (theirs.refused === undefined ? 0 : 1),
    volumes: verdict.volumes + length,
    yes: verdict.yes + yes,
    no: verdict.no + length - yes - failed,
    errors: verdict.errors + failed,
    disagreements:
      mine === its
        ? verdict.disagreements
        : [...verdict.disagreements, `${JSON.stringify(request)}\n  ${mine}\n  Velero ${its}`],
  };
}

function requestOf(one: BackupCase, release: JudgedRelease): CaseRequest {
  const { pods, claims, volumes, policy, spec, filter, server } = one;
  const global = HAS_GLOBAL_POLICIES.includes(release) ? one.globalPolicy : null;
  const namespaces = NAMESPACES.map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    metadata: { name },
    status: { phase: 'Active' },
  }));
  const policies = { [OWN]: policy, [GLOBAL]: global };
  return {
    id: null,
    backup: {
      ...spec,
      ...filter,
      ...(policy === null ? {} : { resourcePolicy: { kind: 'configmap', name: OWN } }),
    },
    objects: [...namespaces, ...pods, ...claims, ...volumes] as CaseRequest['objects'],
    configmaps: Object.entries(policies).flatMap(([name, text]) =>
      text === null ? [] : [{ metadata: { name, namespace: VELERO }, data: { policy: text } }],
    ),
    server: {
      ...server,
      ...(global === null ? {} : { globalBackupVolumePoliciesConfigmap: GLOBAL }),
    },
    veleroVersion: release,
  };
}
