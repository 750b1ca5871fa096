import type { Decision, PreviewRule } from '@k8s-backup-target/preview';
import { groupBy } from '../collections/group-by.js';
import type {
  NamespaceNode as Namespaces,
  Reason as Reasons,
  TypeNode as Types,
} from '../generated/output.js';

/** A namespace of a preview, or what belongs to none. */
export interface NamespaceNode extends Namespaces {
  readonly types: readonly TypeNode[];
}

/** The objects of one type in a namespace. */
export interface TypeNode extends Types {
  readonly reasons: readonly Reason[];
}

/** A rule that decided, and about how many. */
export interface Reason extends Reasons {
  readonly rule: PreviewRule;
}

/** Sorts a preview's objects by namespace, type and reason; cluster-scoped ones last. */
export function treeOf(decisions: readonly Decision[]): readonly NamespaceNode[] {
  return [...groupBy(decisions, ({ namespace }) => namespace)]
    .sort(([one], [other]) => order(one, other))
    .map(([namespace, inside]) => ({
      namespace,
      ...counts(inside),
      types: [...groupBy(inside, ({ resource }) => resource)]
        .sort(([one], [other]) => order(one, other))
        .map(([resource, ofType]) => ({ resource, ...counts(ofType), reasons: reasonsOf(ofType) })),
    }));
}

/** By name, the empty one last. */
function order(one: string, other: string): number {
  if (one === '' || other === '') return one === '' ? 1 : -1;
  return one < other ? -1 : 1;
}

function counts(decisions: readonly Decision[]): { included: number; excluded: number } {
  const included = decisions.filter((decision) => decision.included).length;
  return { included, excluded: decisions.length - included };
}

function reasonsOf(decisions: readonly Decision[]): Reason[] {
  const groups = groupBy(decisions, ({ rule, included }) => `${included ? 'in' : 'out'} ${rule}`);
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const { rule, included } = first;
    const paths = [...new Set(group.flatMap((decision) => decision.paths))].sort();
    return [{ rule, included, count: group.length, paths }];
  });
}
