// Room: What users read of a preview: decisions, chains, comparisons, sentences. May import collect, discovery, glob, inventory, resources, spec.
import { oneLine } from '@k8s-backup-target/schema/internal';
import type { Decision, PreviewResult } from '../result.js';
import { chainOf, decisionFor } from './chain.js';
import { asks, becauseOf, nameOf } from './sentences.js';

/**
 * One object's story in sentences, one a line, each with the place in the spec that decided. Never
 * throws: a key that the inventory does not hold gets a sentence as well.
 *
 * @param key as in {@link Decision.key}: `deployments.apps/app/web`, `persistentvolumes//pv-1`.
 */
export function explain(result: PreviewResult, key: string): readonly string[] {
  const decision = decisionFor(result, key);
  if (decision === undefined) {
    return [`${oneLine(key)} is not in the inventory: write plural.group/namespace/name.`];
  }
  return decision.included ? explainIncluded(result, decision) : explainExcluded(result, decision);
}

function explainIncluded(result: PreviewResult, { key }: Decision): readonly string[] {
  const [first, ...pulled] = chainOf(result, key);
  if (first === undefined) return [];
  return [
    `${nameOf(key)} is in the backup.`,
    `${pulled.length === 0 ? 'It' : nameOf(first.key)} is collected: ${becauseOf(first.rule, first.paths)}.`,
    ...pulled.flatMap(({ key: asked, pulledBy }) =>
      pulledBy === undefined
        ? []
        : [`${asks(pulledBy.key, pulledBy.relation, asked)}, so it is saved too.`],
    ),
  ];
}

function explainExcluded(result: PreviewResult, decision: Decision): readonly string[] {
  const { key, refused } = decision;
  return [
    `${nameOf(key)} is not in the backup: ${ownClause(decision)}.`,
    ...(refused === undefined
      ? []
      : [
          `${asks(refused.key, refused.relation, key)}, but it is refused: ${becauseOf(refused.rule, refused.paths)}.`,
        ]),
    ...result.errors.map(({ path, message }) => oneLine(`${path}: ${message}.`)),
    ...(result.failure === null ? [] : [oneLine(`${result.failure}.`)]),
  ];
}

/** Of a Namespace object, "its namespace" is its own name. */
function ownClause({ resource, rule, paths }: Decision): string {
  const clause = becauseOf(rule, paths);
  return resource === 'namespaces' ? clause.replace('its namespace', 'its name') : clause;
}
