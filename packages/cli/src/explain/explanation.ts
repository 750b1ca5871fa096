// Room: What a rule, a field, a ttl or a schedule means. May import any room that does not need it.
import type { OutputOf } from '../command/report.js';

/** A text explained: as `kbt explain -o json` prints it. */
export type Explanation = OutputOf<'explain'>;

/** An explanation of one kind. */
export type ExplanationOf<Kind extends Explanation['kind']> = Extract<
  Explanation,
  { readonly kind: Kind }
>;
