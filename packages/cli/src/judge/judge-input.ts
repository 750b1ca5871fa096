import { type Databag, decodeDatabag } from '@k8s-backup-target/schema';
import { fieldsOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import { readUnits, type Unit, type UnitRelation } from '../juju/show-unit.js';
import { isBackupConfig } from '../juju/target-endpoints.js';
import { judgeContract } from './judge-contract.js';
import { judgeDatabag, type LocatedDatabag } from './judge-databag.js';
import { type Judgement, together } from './judgement.js';

/** Judges an input of any shape. What holds nothing to judge, such as a charm's config, counts as none. */
export async function judgeInput(input: ShapedInput, veleroVersion: string): Promise<Judgement> {
  switch (input.shape) {
    case 'show-unit':
      return together(relationsIn(input).map((located) => judged(located, veleroVersion)));
    case 'databag':
      return judged(looseDatabag(input), veleroVersion);
    case 'provider-data':
    case 'entry':
    case 'spec':
      return { judged: 1, problems: judgeContract(input, veleroVersion) };
    case 'object': {
      // Cron expressions and time zones: most inputs need none.
      const { judgeObject } = await import('./judge-object.js');
      return judgeObject(input, veleroVersion);
    }
    case 'unreadable':
      return { judged: 0, problems: [], notRead: [input] };
    default:
      return { judged: 0, problems: [] };
  }
}

function judged(located: LocatedDatabag, veleroVersion: string): Judgement {
  const { targets, issues } = decodeDatabag(located.databag);
  const count = targets.length > 0 || issues.length > 0 ? 1 : 0;
  return { judged: count, problems: judgeDatabag(located, veleroVersion) };
}

/** A databag that a file holds alone. */
export function looseDatabag({ document, pointer, value }: ShapedInput): LocatedDatabag {
  const texts = Object.entries(fieldsOf(value)).filter(
    (member): member is [string, string] => typeof member[1] === 'string',
  );
  const databag: Databag = Object.fromEntries(texts);
  const isConfig = isBackupConfig({ endpoint: '', databag });
  return { databag, document, pointer, subject: null, isBackupConfig: isConfig };
}

/** The databags that the applications at the other ends of a unit's relations have published. */
function relationsIn(input: ShapedInput): LocatedDatabag[] {
  return readUnits(input).flatMap((unit) =>
    unit.relations.map((relation) => databagIn(unit, relation)),
  );
}

/** The databag of a relation, and who published it. */
export function databagIn({ name }: Unit, relation: UnitRelation): LocatedDatabag {
  return {
    databag: relation.databag,
    document: relation.input.document,
    pointer: `${relation.pointer}/application-data`,
    subject: `${relation.remoteApp ?? 'an application without units'} in ${relation.id} of ${name}`,
    isBackupConfig: isBackupConfig(relation),
  };
}
