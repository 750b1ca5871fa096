/** Which of the preview's rules decided about an object, and how often. */
import { PREVIEW_RULES, type PreviewRule } from '@k8s-backup-target/preview';
import type { Comparison } from '../preview-lab.js';

/** Rules that no live cluster with this release can reach, with the reason. */
const UNREACHABLE: ReadonlyMap<PreviewRule, string> = new Map([
  ['cluster-scope-unfiltered', 'only Velero 1.16 has it'],
  ['type-not-served', 'an inventory that is read from a cluster holds no object of such a type'],
  ['unknown-type', 'the same'],
  ['server-crash', 'the server would not answer the tests after it'],
  ['related-type-unknown', 'a whole API server serves every type that Velero relates to'],
]);

/** Counts objects by the rule that decided about them. */
export class Coverage {
  readonly #counts = new Map<PreviewRule, number>(PREVIEW_RULES.map((rule) => [rule, 0]));
  readonly #phases = new Map<string, number>();
  #decisions = 0;
  #pairs = 0;

  /** How many pairs of cluster and Backup were added. */
  get pairs(): number {
    return this.#pairs;
  }

  add({ result }: Pick<Comparison, 'result'>): void {
    this.#pairs += 1;
    this.#decisions += result.decisions.length;
    this.#phases.set(result.phase, (this.#phases.get(result.phase) ?? 0) + 1);
    for (const { rule, refused } of result.decisions) {
      this.#count(rule);
      if (refused !== undefined) this.#count(refused.rule);
    }
  }

  /** Rules that a cluster can reach, and that none has. */
  missing(): PreviewRule[] {
    return PREVIEW_RULES.filter((rule) => this.#counts.get(rule) === 0 && !UNREACHABLE.has(rule));
  }

  /** Decisions about objects, Backups by their phase, and objects by the rule, for a report. */
  figures() {
    return {
      decisions: this.#decisions,
      phases: Object.fromEntries(this.#phases),
      rules: Object.fromEntries(this.#counts),
    };
  }

  /** A line for each rule. */
  lines(): string[] {
    return [...this.#counts].map(([rule, count]) => {
      const reason = UNREACHABLE.get(rule);
      const note = reason === undefined ? '' : ` (out of reach: ${reason})`;
      return `${String(count).padStart(9)}  ${rule}${note}`;
    });
  }

  #count(rule: PreviewRule): void {
    this.#counts.set(rule, (this.#counts.get(rule) ?? 0) + 1);
  }
}
