import { fill, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { ExcludedRule, NotedRule, VolumeRule } from '../generated/rules.js';
import type { Relation } from '../rules.js';
import type { Exclusion, Inclusion } from './verdict.js';

/** Who asked for an object, and how. */
export interface Pull {
  readonly relation: Relation;
  /** The place of the asking object. */
  readonly by: number;
}

/** The outcome for one object. */
export type Outcome =
  | { readonly included: true; readonly why: Inclusion; readonly pull?: Pull | undefined }
  | {
      readonly included: false;
      readonly why: Exclusion;
      /** Set where another object asked for it and was denied. */
      readonly refused?: { readonly pull: Pull; readonly why: Exclusion } | undefined;
    };

/** A line that Velero logs while it collects. */
export interface Notice {
  readonly rule: NoticeRule;
  readonly paths: readonly string[];
  readonly message: string;
  /** True for an error in Velero's log, which makes the Backup end as PartiallyFailed. */
  readonly partlyFails: boolean;
}

/** A rule that Velero meets while it collects; the other notes are about the lists of the spec. */
export type NoticeRule =
  | Exclude<NotedRule, 'unresolved-resource' | 'shared-resource-name' | 'uncompilable-pattern'>
  | Extract<ExcludedRule, 'unusable-label-selector' | 'related-type-unknown' | 'volume-error'>
  | Extract<VolumeRule, 'data-mover-waits'>;

/** The key of an object has a type, a namespace and a name. */
const LONGEST_KEY = 1000;

/** The text of a notice. */
export type NoticeTemplate = Template & { readonly rule: NoticeRule };

/** The outcomes by the objects' places, and the notices. */
export class Outcomes {
  readonly #byObject: (Outcome | undefined)[];
  readonly notices: Notice[] = [];

  constructor(objects: number) {
    this.#byObject = new Array<Outcome | undefined>(objects).fill(undefined);
  }

  get(index: number): Outcome | undefined {
    return this.#byObject[index];
  }

  isIncluded(index: number): boolean {
    return this.#byObject[index]?.included === true;
  }

  set(index: number, outcome: Outcome): void {
    this.#byObject[index] = outcome;
  }

  /** Notes what a rule says. */
  note<T extends NoticeTemplate>(
    template: T,
    values: Values<T>,
    {
      paths = [],
      partlyFails,
    }: { readonly paths?: readonly string[]; readonly partlyFails: boolean },
  ): void {
    const message = fill(template.message, values, LONGEST_KEY);
    this.notices.push({ rule: template.rule, paths, message, partlyFails });
  }
}
