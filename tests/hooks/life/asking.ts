/** What each application asks for: the truth that a requirer only sees through Juju. */
import type { JujuSimulator, Relation } from '@k8s-backup-target/juju-testing';
import { RIVAL, SAAS } from './steps.js';

/** What an application's databag holds. */
export type Published =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'refused' }
  | { readonly kind: 'garbled' }
  | { readonly kind: 'own'; readonly ttl: string }
  | { readonly kind: 'claim'; readonly of: string; readonly ttl: string };

interface Asking {
  readonly relation: Relation;
  published: Published;
}

const MODEL = 'production';
const OTHER_MODEL = 'theirs';

/** The applications that are related to the backup application, and what they publish. */
export class AskingApps {
  readonly #simulator: JujuSimulator;
  readonly #asking: Map<string, Asking> = new Map();
  readonly #going: Set<string> = new Set();

  constructor(simulator: JujuSimulator) {
    this.#simulator = simulator;
  }

  /** Relates an application, which is deployed if it must be. Juju refuses that while an earlier relation goes. */
  relate(app: string): void {
    if (this.#asking.has(app)) return;
    if (!this.#simulator.applications.includes(app)) {
      this.#going.delete(app);
      if (isElsewhere(app)) this.#simulator.addRemoteApplication({ name: app });
      else this.#simulator.addApplication(app);
    }
    if (this.#simulator.relations.some(({ ids }) => Object.hasOwn(ids, app))) return;
    if (this.#going.has(app)) return;
    const relation = this.#simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target');
    this.#asking.set(app, { relation, published: { kind: 'nothing' } });
  }

  publish(app: string, published: Published): void {
    const asking = this.#asking.get(app);
    if (asking === undefined) return;
    asking.published = published;
    const text = textOf(app, published);
    this.#simulator.setDatabag(asking.relation, app, { backup_targets: text });
  }

  removeRelation(app: string): void {
    const asking = this.#asking.get(app);
    if (asking === undefined) return;
    this.#asking.delete(app);
    this.#simulator.removeRelation(asking.relation);
  }

  /** Of an application of another model only the relation is here to remove. */
  removeApplication(app: string): void {
    if (isElsewhere(app)) this.removeRelation(app);
    else if (this.#simulator.applications.includes(app)) {
      this.#asking.delete(app);
      this.#going.add(app);
      this.#simulator.removeApplication(app);
    }
  }

  /** Checks whether what was made for a relation must not be deleted: it is asked for, or held back for now. */
  mustStay(key: string, relation: string): boolean {
    const [app, asking] = this.#of(relation) ?? [];
    if (app === undefined) return false;
    const kind = asking?.published.kind;
    return isRefused(kind) || (kind === 'own' && key === keyOf(app, app));
  }

  /**
   * Checks whether what was made for one relation must not be made for another: it is asked for, or held back for
   * now, and the other is neither the owner in this model nor older, which decides of two that ask.
   */
  mustNotPass(key: string, before: string, after: string): boolean {
    if (!this.mustStay(key, before)) return false;
    const [app = '', asking] = this.#of(after) ?? [];
    if (!isElsewhere(app)) return key !== keyOf(app, app);
    return (
      isRefused(this.#of(before)?.[1].published.kind) ||
      numberOf(asking) > numberOf(this.#of(before)?.[1])
    );
  }

  /** Checks whether something that is not wanted may stay: its relation holds something that is refused. */
  mayStay(relation: string): boolean {
    const kind = this.#of(relation)?.[1].published.kind;
    return kind === 'claim' || isRefused(kind);
  }

  /** Checks whether a target may wait: no owner is related, and something of another relation is held back. */
  mayWait(key: string): boolean {
    const asking = [...this.#asking];
    const isOwned = asking.some(([app]) => !isElsewhere(app) && key === keyOf(app, app));
    const isHeldBack = ({ kind }: Published) => isRefused(kind) || kind === 'claim';
    return !isOwned && asking.some(([, { published }]) => isHeldBack(published));
  }

  /** Key and ttl of everything that must be backed up; several ttls where no owner is related. */
  wanted(): ReadonlyMap<string, readonly string[]> {
    const wanted = new Map<string, string[]>();
    for (const [app, { published }] of this.#asking) {
      if (published.kind !== 'own' && published.kind !== 'claim') continue;
      const owner = published.kind === 'claim' ? published.of : app;
      if (published.kind === 'claim' && owner !== app && this.#asking.has(owner)) continue;
      const key = keyOf(app, owner);
      wanted.set(key, [...(wanted.get(key) ?? []), published.ttl]);
    }
    return wanted;
  }

  #of(id: string): readonly [string, Asking] | undefined {
    return [...this.#asking].find(([, { relation }]) => relation.ids['integrator'] === id);
  }
}

function isRefused(kind: Published['kind'] | undefined): boolean {
  return kind === 'refused' || kind === 'garbled';
}

function isElsewhere(app: string): boolean {
  return app === SAAS || app === RIVAL;
}

function numberOf(asking: Asking | undefined): number {
  return Number(asking?.relation.ids['integrator']?.split(':')[1]);
}

function textOf(app: string, published: Published): string {
  if (published.kind === 'nothing') return '[]';
  if (published.kind === 'garbled') return '[';
  const name = published.kind === 'claim' ? published.of : ownName(app);
  const ttl = 'ttl' in published ? published.ttl : '24H';
  const model = modelOf(app, name);
  return JSON.stringify([{ app: name, relation_name: 'backup', model, spec: { ttl } }]);
}

function keyOf(app: string, name: string): string {
  return `${modelOf(app, name)}/${ownName(name)}`;
}

/** The applications of another model have one target there, which the rival names as its own; they claim some here. */
function modelOf(app: string, name: string): string {
  return isElsewhere(app) && isElsewhere(name) ? OTHER_MODEL : MODEL;
}

/** The name under which an application asks for its own target. */
function ownName(app: string): string {
  return app === RIVAL ? SAAS : app;
}
