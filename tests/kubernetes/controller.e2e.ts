import { join } from 'node:path';
import { preview } from '@k8s-backup-target/preview';
import { writeReport } from '@k8s-backup-target/tools/report';
import { unreadableDurations } from '@k8s-backup-target/velero/objects';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { veleroChecks } from '../preview/velero-check.js';
import { toInventoryObject } from '../preview/whole-objects.js';
import { askController, type ControllerAnswer } from './backup-controller.js';
import { buildBackupController, LAB_RELEASE } from './build.js';
import { POLICY_NAME } from './policy.js';
import { type ArbitraryRequest, arbitraryRequest, LEFT_OUT } from './random/arbitrary-request.js';
import { checksIn } from './velero-errors.js';

/** So many for each pair that a live server compares: a question takes a millisecond. */
const QUESTIONS = 50;
const COUNT = Number(process.env['E2E_COUNT'] ?? 200) * QUESTIONS;
const SEED = Number(process.env['E2E_SEED'] ?? 20_261_124);
/** What is asked at once: the questions and their answers fit into memory. */
const BATCH = 5_000;
/** 100,000 take some minutes. */
const HOUR = 3_600_000;
/** The most differences that are shown. */
const SHOWN = 10;

let program: string;

beforeAll(async () => {
  program = await buildBackupController();
});

/** What is wrong with a Backup, by the preview and the structure of the object. */
function ours({ backup, policy, leftOut, locations }: ArbitraryRequest): string {
  if (unreadableDurations('Backup', { spec: backup }, LAB_RELEASE).length > 0) {
    return 'unreadable';
  }
  const inventory = {
    groups: [],
    objects: [
      ...leftOut.map((name) => ({ resource: 'namespaces', name, labels: LEFT_OUT })),
      ...locations.map((location) => toInventoryObject(location, [])),
    ],
    velero: { configMaps: policy === null ? [] : [{ name: POLICY_NAME, data: policy }] },
  };
  const result = preview(backup, inventory, { veleroVersion: LAB_RELEASE });
  return veleroChecks(result).sort().join(', ');
}

function theirs({ backup }: ArbitraryRequest, answer: ControllerAnswer | undefined): string {
  if (answer === undefined) return 'no answer';
  if (answer.unreadable !== undefined) return 'unreadable';
  return checksIn(backup, answer.validationErrors).join(', ');
}

async function compare(requests: readonly ArbitraryRequest[]) {
  const answers = await askController(program, requests);
  return requests.map((request, index) => ({
    request,
    answer: answers[index],
    ours: ours(request),
    theirs: theirs(request, answers[index]),
  }));
}

/** How many Backups were refused for each reason: one that is refused for several counts for each of them. */
function byReason(verdicts: ReadonlyMap<string, number>): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const [verdict, count] of verdicts) {
    for (const reason of verdict.split(', ')) {
      counts.set(reason || 'valid', (counts.get(reason || 'valid') ?? 0) + count);
    }
  }
  return Object.fromEntries([...counts].sort(([, one], [, other]) => other - one));
}

function report(verdicts: ReadonlyMap<string, number>, failures: number, ms: number): void {
  const command = `npm run e2e -- --count ${COUNT / QUESTIONS} --seed ${SEED} tests/kubernetes/controller`;
  const details = {
    judge: `Velero ${LAB_RELEASE}, pkg/controller NewBackupReconciler`,
    differentVerdicts: verdicts.size,
    reasons: byReason(verdicts),
  };
  const seconds = Math.round(ms / 1000);
  const root = join(import.meta.dirname, '../..');
  const told = { command, seed: SEED, count: COUNT, failures, seconds, details };
  writeReport('backup-controller', told, root);
}

describe(`${COUNT} random Backups, seed ${SEED}, before Velero's own backup controller`, () => {
  it(
    'are refused for the same reasons, and for no others',
    async () => {
      const began = Date.now();
      const verdicts = new Map<string, number>();
      const differences: string[] = [];
      for (let from = 0; from < COUNT; from += BATCH) {
        const numRuns = Math.min(BATCH, COUNT - from);
        const requests = fc.sample(arbitraryRequest, { numRuns, seed: SEED + from });
        for (const { request, answer, ...said } of await compare(requests)) {
          verdicts.set(said.theirs, (verdicts.get(said.theirs) ?? 0) + 1);
          if (said.ours === said.theirs) continue;
          const { backup, policy, leftOut, locations } = request;
          const asked = { backup, policy, leftOut, locations };
          differences.push(JSON.stringify({ ...said, ...asked, answer }));
        }
      }
      report(verdicts, differences.length, Date.now() - began);
      console.log(byReason(verdicts));
      expect(differences.slice(0, SHOWN)).toEqual([]);
      expect(verdicts.get('')).toBeGreaterThan(COUNT / 4);
    },
    HOUR,
  );
});
