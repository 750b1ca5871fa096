import type { Answer } from '../../answer/answer.js';
import type { Names } from '../../code/names.js';

/** The names of the cluster that an answer is about; those before for one that draws nothing. */
export function namesIn({ picture }: Answer, before: Names): Names {
  if (!picture.ok) return before;
  const { byNamespace, byType } = picture.result.totals;
  return {
    namespaces: byNamespace.map(({ namespace }) => namespace).filter((name) => name !== ''),
    resources: byType.map(({ resource }) => resource),
  };
}
