import { type Databag, decodeDatabag } from '@k8s-backup-target/schema';
import { fieldsOf } from '../input/fields.js';
import type { ShapedInput } from '../input/shape.js';
import { readUnits, type Unit, type UnitRelation } from '../juju/show-unit.js';
import { isBackupConfig } from '../juju/target-endpoints.js';
import { findingAt } from './input-finding.js';
import { judgeContract } from './judge-contract.js';
import { judgeDatabag, type LocatedDatabag } from './judge-databag.js';
import { type Judgement, together } from './judgement.js';
import { misplacedKey } from './misplaced-key.js';

/**
 * Judges an input of any shape but an object's, which is judged with others. What holds nothing to judge, such as a
 * charm's config, counts as none.
 */
export function judgeInput(input: ShapedInput, veleroVersion: string): Judgement {
  switch (input.shape) {
    case 'show-unit':
      return together(
        relationsIn(input).map(({ located, unitKeys }) => judged(located, veleroVersion, unitKeys)),
      );
    case 'databag':
      return judged(looseDatabag(input), veleroVersion);
    case 'provider-data':
    case 'entry':
    case 'spec':
      return { judged: 1, problems: judgeContract(input, veleroVersion) };
    case 'unreadable':
      return { judged: 0, problems: [], notRead: [input] };
    default:
      return { judged: 0, problems: [] };
  }
}

function judged(
  located: LocatedDatabag,
  veleroVersion: string,
  unitKeys: readonly string[] = [],
): Judgement {
  const { databag, document, pointer, subject } = located;
  const { targets, issues } = decodeDatabag(databag);
  const elsewhere = misplacedKey(databag, unitKeys).map((finding) =>
    findingAt({ document, pointer, inner: null }, finding, subject),
  );
  const isAny = targets.length > 0 || issues.length > 0 || elsewhere.length > 0;
  return {
    judged: isAny ? 1 : 0,
    problems: [...judgeDatabag(located, veleroVersion), ...elsewhere],
  };
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
function relationsIn(input: ShapedInput) {
  return readUnits(input).flatMap((unit) =>
    unit.relations.map((relation) => ({
      located: databagIn(unit, relation),
      unitKeys: relation.unitKeys,
    })),
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
