import { pointerTokens } from '@k8s-backup-target/schema/internal';
import fc from 'fast-check';
import { judgeStructure, type StructureFault } from '../../packages/velero/src/objects/index.js';
import { type WholeObject, wholeObjects } from './arbitrary-objects.js';
import { askOracle } from './oracle.js';
import type { Answers } from './protocol.js';
import type { Verdict } from './verdict.js';

/** The release that the oracle is made of. */
const RELEASE = '1.18.3';

/**
 * Generates whole objects. An API server must refuse each that is refused here, and no other, and drop the
 * same fields of those that it takes.
 */
export async function judgeStructures(count: number, seed: number): Promise<Verdict> {
  const objects = fc.sample(wholeObjects(RELEASE), { numRuns: count, seed });
  const answers = await askOracle(objects.map((object) => ({ op: 'structure' as const, object })));
  const judged = objects.map((object, index) => compared(object, answers[index]));
  return {
    judged: objects.length,
    accepted: judged.filter(({ isTaken }) => isTaken).length,
    disagreements: judged.flatMap(({ difference }) => difference),
  };
}

function compared(object: WholeObject, answer: Answers['structure'] | undefined) {
  const { faults } = judgeStructure(object.kind, object, RELEASE);
  if (faults.some(isStricter)) return { isTaken: false, difference: [] };
  const isTaken = faults.every(({ fate }) => fate === 'pruned');
  const ours = isTaken ? faults.map(pathOf).sort() : 'refused';
  const theirs = answer?.refused.length === 0 ? [...answer.pruned].sort() : 'refused';
  const isSame = JSON.stringify(ours) === JSON.stringify(theirs);
  const said = JSON.stringify({ object, ours: faults, theirs: answer });
  return { isTaken, difference: isSame ? [] : [said] };
}

/** The fields with a format: times and base64. */
const WITH_FORMAT = /\/(?:\w*Time(?:stamp)?|expiration|lastBackup|lastSkipped|caCert)$/;

/**
 * An API server's library lets a list pass for a text with a format, whatever it holds. Velero cannot read such
 * an object, so it is refused here.
 */
function isStricter({ rule, path, message }: StructureFault): boolean {
  return rule === 'wrong-type' && message.endsWith('not a list') && WITH_FORMAT.test(path);
}

/** A JSON Pointer as an API server writes it. */
function pathOf({ path }: StructureFault): string {
  return pointerTokens(path)
    .map((token) => (/^\d+$/.test(token) ? `[${token}]` : `.${token}`))
    .join('')
    .slice(1);
}
