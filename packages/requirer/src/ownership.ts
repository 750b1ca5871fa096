import type { TargetNames } from '@k8s-backup-target/schema/internal';
import type { RelatedTarget } from './related.js';
import type { RelationDatabag } from './relation-databag.js';

/** A target that a relation names, in a valid entry or in one that is refused. */
export interface Naming {
  readonly relation: string;
  readonly remoteApp: string;
  readonly target: TargetNames;
}

/** A valid target before it is known whose it is. */
export type Claim = Omit<RelatedTarget, 'isDuplicate'>;

/**
 * Whose target a claim is.
 *
 * | standing | meaning |
 * |---|---|
 * | `owner` | the application claims its own target |
 * | `stranger` | no related application is known to own it: the relation that was made first decides |
 * | `yielding` | an application that is related owns it, and this one may honestly have the same names |
 * | `impostor` | an application of this model claims the target of another that is related |
 * | `other-model` | an application of this model claims a target of another model |
 */
export type Standing = 'owner' | 'stranger' | 'yielding' | 'impostor' | 'other-model';

/** This unit's model. */
export interface OwnModel {
  /** Null where it is not known: then application names alone decide. */
  readonly model: string | null;
  readonly modelUuid: string;
}

/** What names do not tell. */
export interface OwnershipQuestions {
  /** The UUID of the model of a relation's application, null where Juju does not say. */
  remoteModelUuid(relation: string): Promise<string | null>;
  /** Tells whether there may be relations that this unit does not list. */
  mayLackRelations(): Promise<boolean>;
}

/** The name by which Juju shows the offering side an application of another model. */
const CROSS_MODEL = /^remote-[0-9a-f]{32}$/;

/**
 * Who owns which targets: the owner of a target is a Juju model and an application in it.
 *
 * Any application can write any name into its databag. In this model Juju's own names decide: an application
 * owns the targets that name it for as long as it is related, whether or not its own entry is valid now.
 * An application of another model is known here by a name that somebody chose (`remote-...` to the offering
 * side, the SAAS to the consuming side), which proves nothing.
 */
export class Ownership {
  readonly #own: OwnModel;
  readonly #models: ReadonlyMap<string, string | null>;
  readonly #relatedHere: ReadonlySet<string | null>;
  readonly #hasUnknown: boolean;
  readonly #hasElsewhere: boolean;

  private constructor(
    own: OwnModel,
    relations: readonly RelationDatabag[],
    models: ReadonlyMap<string, string | null>,
    mayLack: boolean,
  ) {
    this.#own = own;
    this.#models = models;
    const here = relations.filter((relation) => !this.#isElsewhere(relation));
    this.#relatedHere = new Set(here.map(({ remoteApp }) => remoteApp));
    this.#hasElsewhere = here.length < relations.length;
    this.#hasUnknown = mayLack || relations.some(({ remoteApp }) => remoteApp === null);
  }

  /** Asks only where names leave a doubt: each question is a hook command. */
  static async of(
    own: OwnModel,
    relations: readonly RelationDatabag[],
    named: readonly Naming[],
    ask: OwnershipQuestions,
  ): Promise<Ownership> {
    const doubtful = named.filter((naming) => isDoubtful(own, naming));
    const isMisplaced = doubtful.some(({ target, remoteApp }) => target.app === remoteApp);
    const claimants = new Set(doubtful.map(({ relation }) => relation));
    const claimed = new Set(doubtful.map(({ target }) => target.app));
    const asked = relations.filter(
      ({ relation, remoteApp }) =>
        remoteApp !== null &&
        !CROSS_MODEL.test(remoteApp) &&
        (isMisplaced || claimants.has(relation) || claimed.has(remoteApp)),
    );
    const models = await Promise.all(
      asked.map(async ({ relation }) => [relation, await ask.remoteModelUuid(relation)] as const),
    );
    const listed = new Set(relations.map(({ remoteApp }) => remoteApp));
    const isOrphaned = doubtful.some(({ target }) => !listed.has(target.app));
    const mayLack = isOrphaned && (await ask.mayLackRelations());
    return new Ownership(own, relations, new Map(models), mayLack);
  }

  /** Whose target is named. */
  standing({ relation, remoteApp, target }: Naming): Standing {
    const { app, model } = target;
    const isHere = isOf(this.#own, model);
    // Undefined if it was not asked for, because an application names itself and this model.
    const isProvenHere = this.#models.get(relation) === this.#own.modelUuid;
    const isOwnName = app === remoteApp;
    // Its own name with another model belongs to no application while no application of another model is related.
    if (isProvenHere && !isHere && !(isOwnName && !this.#hasElsewhere)) return 'other-model';
    if (isHere && isOwnName) return 'owner';
    if (isHere && this.#relatedHere.has(app)) return isProvenHere ? 'impostor' : 'yielding';
    // A relation that cannot be read, or is not listed, may be the owner's.
    return isHere && this.#hasUnknown ? 'yielding' : 'stranger';
  }

  /** True of an application that is known to be in another model. */
  #isElsewhere({ relation, remoteApp }: Pick<RelationDatabag, 'relation' | 'remoteApp'>): boolean {
    if (remoteApp !== null && CROSS_MODEL.test(remoteApp)) return true;
    const uuid = this.#models.get(relation) ?? null;
    return uuid !== null && uuid !== this.#own.modelUuid;
  }
}

/** Tells whether names do not prove that a target is that of the application which names it. */
export function isDoubtful(own: OwnModel, { target, remoteApp }: Naming): boolean {
  return target.app !== remoteApp || !isOf(own, target.model);
}

function isOf(own: OwnModel, model: string): boolean {
  return own.model === null || own.model === model;
}
