/** A model over its life, with a charm that makes a cluster agree with `requirer.state()`. */
import type { HookCommands } from '@k8s-backup-target/juju';
import { type FaultPlan, JujuSimulator } from '@k8s-backup-target/juju-testing';
import { K8sBackupTargetRequirer } from '@k8s-backup-target/requirer';
import { AskingApps } from './asking.js';
import { type Life, RIVAL, SAAS, type Step } from './steps.js';

/** What the charm has made in its cluster for a target, and for which relation. */
interface Made {
  readonly relation: string;
  readonly ttl: string;
}

/** The hooks in which a charm need not act, or cannot any more. */
const IDLE = new Set(['install', 'stop', 'remove']);

const KINDS = { refuse: 'refused', garble: 'garbled', withdraw: 'nothing' } as const;

export class World {
  readonly #simulator: JujuSimulator;
  readonly #asking: AskingApps;
  readonly #cluster: Map<string, Made> = new Map();

  constructor(jujuVersion: string) {
    this.#simulator = new JujuSimulator({ name: 'production', jujuVersion });
    this.#simulator.addApplication('integrator', { units: 2 });
    this.#asking = new AskingApps(this.#simulator);
  }

  /** Everything that happens in a life, until it is quiet: then what is wanted is in the cluster, and no more. */
  static async live({ jujuVersion, hasRivals, steps }: Life): Promise<void> {
    const world = new World(jujuVersion);
    for (const app of hasRivals ? [SAAS, RIVAL, 'a'] : ['a']) {
      world.#asking.relate(app);
      world.#asking.publish(app, { kind: 'own', ttl: '72h' });
    }
    await world.#settle();
    for (const step of steps) await world.#take(step);
    await world.#quiet();
    world.#check();
  }

  async #take(step: Step): Promise<void> {
    if (step.kind === 'hooks') {
      for (const unit of step.units) await this.#hook(unit, step.killedAt);
      return;
    }
    if (step.kind === 'settle') await this.#settle();
    else if ('app' in step) this.#change(step);
    else if (!('unit' in step)) this.#growOrRefresh(step.kind);
    else if (step.kind === 'scale-down') this.#scaleDown(step.unit);
    else this.#simulator.setLeader('integrator', this.#unit(step.unit));
  }

  #growOrRefresh(kind: 'scale-up' | 'refresh'): void {
    if (kind === 'scale-up') this.#simulator.addUnit('integrator');
    else this.#simulator.upgradeCharm('integrator');
  }

  #change(step: Extract<Step, { readonly app: string }>): void {
    const { app } = step;
    if (step.kind === 'relate') this.#asking.relate(app);
    else if (step.kind === 'remove-relation') this.#asking.removeRelation(app);
    else if (step.kind === 'remove-application') this.#asking.removeApplication(app);
    else if (step.kind === 'publish') {
      this.#asking.publish(app, { kind: 'own', ttl: `${step.ttl + 1}h` });
    } else if (step.kind === 'claim') {
      const isOwn = step.of === app;
      this.#asking.publish(app, isOwn ? { kind: 'own', ttl: '9h' } : { ...step, ttl: '1m' });
    } else {
      this.#asking.publish(app, { kind: KINDS[step.kind] });
    }
  }

  #unit(choice: number): string {
    const units = this.#simulator.units('integrator');
    return units[choice % units.length] ?? 'integrator/0';
  }

  /** One unit is left. A unit that is being removed already is not removed again. */
  #scaleDown(choice: number): void {
    const leaving = new Set(
      this.#simulator.queue.filter(({ hook }) => hook === 'remove').map(({ unit }) => unit),
    );
    const staying = this.#simulator.units('integrator').filter((unit) => !leaving.has(unit));
    const unit = staying[choice % staying.length];
    if (staying.length > 1 && unit !== undefined) this.#simulator.removeUnit(unit);
  }

  /** The next hook of one unit, killed at that hook command or change of the cluster. */
  async #hook(choice: number, killedAt: number | null): Promise<void> {
    await this.#runOthers();
    const units = [...new Set(this.#simulator.queue.map(({ unit }) => unit))];
    const unit = units[choice % units.length];
    const next = this.#simulator.queue.find((queued) => queued.unit === unit);
    if (next === undefined) return;
    let acts = 0;
    const act = () => {
      acts += 1;
      return killedAt !== null && acts > killedAt;
    };
    const faults: FaultPlan = () => (act() ? { status: 1, stderr: 'ERROR killed\n' } : null);
    const isActing = !IDLE.has(next.hook);
    const body = isActing ? (juju: HookCommands) => this.#reconcile(juju, act) : () => undefined;
    const ran = this.#simulator.run(next.unit, next, body, { faults });
    if (killedAt === null) await ran;
    else await ran.catch(() => undefined);
  }

  /** The hooks of the applications that ask, which do nothing in them. */
  async #runOthers(): Promise<void> {
    for (const next of this.#simulator.queue) {
      if (!next.unit.startsWith('integrator/')) {
        await this.#simulator.run(next.unit, next, () => undefined);
      }
    }
  }

  /** What a charm does that is written as the README says. */
  async #reconcile(juju: HookCommands, isDead: () => boolean): Promise<void> {
    if (!(await juju.isLeader())) return;
    const requirer = new K8sBackupTargetRequirer({ juju, endpoint: 'k8s-backup-target' });
    const state = await requirer.state();
    const keys = new Set<string>();
    for (const related of state.wanted) {
      const { relation, target } = related;
      const key = `${target.model}/${target.app}`;
      keys.add(key);
      if (isDead()) throw new Error('killed');
      const before = this.#cluster.get(key)?.relation ?? relation;
      if (!state.mayReplace(before, related)) continue;
      if (before !== relation && this.#asking.mustNotPass(key, before, relation)) {
        throw new LossError(`${key} of ${before} was taken over by ${relation}`);
      }
      this.#cluster.set(key, { relation, ttl: target.spec.ttl ?? '' });
    }
    for (const [key, { relation }] of this.#cluster) {
      if (keys.has(key) || !state.mayWithdraw(relation)) continue;
      if (isDead()) throw new Error('killed');
      if (this.#asking.mustStay(key, relation)) {
        throw new LossError(`${key} was deleted in ${juju.context.hook} of ${juju.context.unit}`);
      }
      this.#cluster.delete(key);
    }
  }

  async #settle(): Promise<void> {
    while (this.#simulator.queue.length > 0) await this.#hook(0, null);
  }

  async #quiet(): Promise<void> {
    await this.#settle();
    const leader = this.#simulator.leader('integrator') ?? this.#unit(0);
    this.#simulator.setLeader('integrator', leader);
    await this.#settle();
    await this.#simulator.run(leader, 'update-status', (juju) =>
      this.#reconcile(juju, () => false),
    );
  }

  #check(): void {
    const wanted = this.#asking.wanted();
    for (const [key, ttls] of wanted) {
      const made = this.#cluster.get(key);
      if (this.#asking.mayWait(key)) continue;
      if (made === undefined) throw new LossError(`${key} is not backed up`);
      if (!ttls.includes(made.ttl)) {
        throw new LossError(`${key} has ${made.ttl}, and should have ${ttls.join(' or ')}`);
      }
    }
    for (const [key, { relation }] of this.#cluster) {
      if (!wanted.has(key) && !this.#asking.mayStay(relation)) {
        throw new LossError(`${key} of ${relation} is left behind`);
      }
    }
  }
}

/** Something wanted is gone, or something else is left. */
class LossError extends Error {}
