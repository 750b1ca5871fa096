import type { becauseOf, Comparison } from '@k8s-backup-target/preview';
import { printable } from '../output/printable.js';
import type { Style } from '../output/screen.js';

/** A comparison as JSON output holds it. */
export function comparisonData({ phase, gained, lost }: Comparison) {
  return {
    phase,
    gained: gained.map(({ key, rule, paths }) => ({ key, rule, paths })),
    lost: lost.map(({ key, decision }) => ({
      key,
      rule: decision?.rule ?? null,
      paths: decision?.paths ?? [],
    })),
  };
}

/** Lists what a changed spec gains and loses, one object a line, as `diff` marks them. */
export function comparisonText(
  { phase, gained, lost }: Comparison,
  [before, after]: readonly [string, string],
  style: Style,
  reason: typeof becauseOf,
): string {
  const lines = [
    ...gained.map(({ key, rule, paths }) => ({ key, mark: '+', why: reason(rule, paths) })),
    ...lost.map(({ key, decision }) => ({
      key,
      mark: '-',
      why: decision === null ? 'it is gone' : reason(decision.rule, decision.paths),
    })),
  ];
  const phases = phase.before === phase.after ? [] : [`${phase.before} becomes ${phase.after}`];
  return [
    `${printable(before)} → ${printable(after)}: ${gained.length} gained, ${lost.length} lost`,
    ...phases,
    ...lines.map(({ key, mark, why }) => {
      const line = `${mark} ${printable(key)}`;
      return `${mark === '+' ? style.good(line) : style.bad(line)}  ${style.dim(printable(why))}`;
    }),
  ].join('\n');
}
