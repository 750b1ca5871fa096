/** What neighbours, leaders, scaling, refreshes and other models do to a victim's backups, in many variations. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FaultPlan, Relation } from '@k8s-backup-target/juju-testing';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Charm, EVIL, entry, GOOD, Neighbourhood, SLIP } from './neighbourhood.js';

type Variation = (here: Neighbourhood) => Promise<void>;

const ELSEWHERE = { model: 'elsewhere' };
const OTHER_MODEL = '11111111-1111-4111-8111-111111111111';

/** What a neighbour publishes: text of its databag's key, or entries. */
const ATTACKS: Readonly<Record<string, string | readonly unknown[]>> = {
  'junk before the claim': [...Array.from({ length: 3000 }, () => 0), entry('victim', EVIL)],
  'the claim twice': [entry('victim', EVIL), entry('victim', EVIL)],
  'another endpoint of the victim': [entry('victim', EVIL, { endpoint: 'other' })],
  'the victim in another model': [entry('victim', EVIL, ELSEWHERE)],
  'NUL and half a surrogate pair':
    '[{"app":"vic\\u0000tim","spec":{"include_namespaces":["\\ud800"]}}]',
  'a prototype':
    '[{"__proto__":{"app":"victim"},"app":"victim","spec":{"__proto__":{"ttl":"1s"}}}]',
  'no JSON': '[[[[',
  'deep JSON': '['.repeat(100_000),
  "the integrator's name": [entry('integrator', EVIL)],
  'a long name': [entry('evil', EVIL, { endpoint: 'x'.repeat(100_000) })],
  'a ttl of zero': [entry('evil', { ttl: '0h' })],
};

function attack(published: string | readonly unknown[]): Variation {
  return async (here) => {
    const evil = here.relate('evil');
    const [victim, before] = await here.victim();
    const own = () => ({ victim: here.forwarded()['victim'] });
    const text = typeof published === 'string' ? published : JSON.stringify(published);
    here.simulator.setDatabag(evil, 'evil', { backup_targets: text });
    await here.quiet();
    expect(own()).toEqual(before);
    for (const spec of [SLIP, GOOD]) {
      here.publish(victim, 'victim', entry('victim', spec));
      await here.quiet();
      expect(own()).toEqual(before);
    }
    here.simulator.removeRelation(evil);
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    here.simulator.removeRelation(victim);
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  };
}

const NEIGHBOURS: Readonly<Record<string, Variation>> = {
  ...Object.fromEntries(
    Object.entries(ATTACKS).map(([name, published]) => [`publishes ${name}`, attack(published)]),
  ),
  'claims before the owner is related': async (here) => {
    here.publish(here.relate('evil'), 'evil', entry('victim', EVIL));
    await here.quiet();
    const victim = here.relate('victim');
    for (const spec of [GOOD, SLIP]) {
      here.publish(victim, 'victim', entry('victim', spec));
      await here.quiet();
      expect(JSON.stringify(here.forwarded()['victim'])).toContain('victim-data');
    }
  },
};

/** A second unit, which does not lead. */
async function withFollower(here: Neighbourhood): Promise<readonly [Relation, unknown]> {
  const victim = await here.victim();
  here.simulator.addUnit('integrator');
  await here.quiet();
  return victim;
}

const LEADERS: Readonly<Record<string, Variation>> = {
  'changes while the victim has slipped': async (here) => {
    const [victim, before] = await withFollower(here);
    here.publish(victim, 'victim', entry('victim', SLIP));
    await here.quiet();
    for (const unit of ['integrator/1', 'integrator/0']) {
      here.simulator.setLeader('integrator', unit);
      await here.quiet();
      expect(here.forwarded()).toEqual(before);
      expect(here.status()).toMatch(/^blocked: /);
    }
    here.publish(victim, 'victim', entry('victim', GOOD));
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    expect(here.status()).toMatch(/^active: /);
  },
  'is not there for a while': async (here) => {
    const [victim, before] = await withFollower(here);
    here.simulator.setLeader('integrator', null);
    here.publish(victim, 'victim');
    await here.settle();
    expect(here.forwarded()).toEqual(before);
    here.simulator.setLeader('integrator', 'integrator/1');
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'goes after the relation': async (here) => {
    const [victim] = await withFollower(here);
    here.simulator.removeRelation(victim);
    here.simulator.removeUnit('integrator/0');
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'goes before the relation': async (here) => {
    const [victim] = await withFollower(here);
    here.simulator.removeUnit('integrator/0');
    here.simulator.removeRelation(victim);
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'changes between two hooks of a move': async (here) => {
    const [, before] = await withFollower(here);
    here.simulator.setConfig('integrator', { 'velero-namespace': 'new' });
    await here.runFirst('integrator/0');
    here.simulator.setLeader('integrator', 'integrator/1');
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    expect(here.namespaces()).toEqual(here.place === 'kubernetes' ? ['new'] : []);
  },
  'runs relation-broken after its follower': async (here) => {
    const [victim] = await withFollower(here);
    here.simulator.removeRelation(victim);
    await here.runFirst('integrator/1');
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'changes between relation-broken of the units': async (here) => {
    const [victim] = await withFollower(here);
    here.simulator.removeRelation(victim);
    await here.runFirst('integrator/1');
    here.simulator.setLeader('integrator', 'integrator/1');
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'goes with another unit': async (here) => {
    const [, before] = await withFollower(here);
    here.simulator.addUnit('integrator');
    await here.quiet();
    for (const unit of ['integrator/0', 'integrator/1']) here.simulator.removeUnit(unit);
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    expect(here.simulator.leader('integrator')).toBe('integrator/2');
  },
};

const SCALING: Readonly<Record<string, Variation>> = {
  'nothing happens, twice': async (here) => {
    const [, before] = await here.victim();
    for (let round = 0; round < 2; round += 1) {
      await here.scaleToZeroAndBack(() => {});
      expect(here.forwarded()).toEqual(before);
    }
  },
  'the victim withdraws': async (here) => {
    const [victim] = await here.victim();
    await here.scaleToZeroAndBack(() => here.publish(victim, 'victim'));
    expect(here.forwarded()).toEqual({});
  },
  'the victim changes': async (here) => {
    const [victim] = await here.victim();
    const changed = entry('victim', { ...GOOD, ttl: '1h' });
    await here.scaleToZeroAndBack(() => here.publish(victim, 'victim', changed));
    expect(JSON.stringify(here.forwarded())).toContain('1h');
  },
  'the victim slips': async (here) => {
    const [victim, before] = await here.victim();
    const slip = entry('victim', SLIP);
    await here.scaleToZeroAndBack(() => here.publish(victim, 'victim', slip));
    expect(here.forwarded()).toEqual(before);
  },
  'the relation goes': async (here) => {
    const [victim] = await here.victim();
    await here.scaleToZeroAndBack(() => here.simulator.removeRelation(victim));
    expect(here.forwarded()).toEqual({});
  },
  'the relation is forgotten': async (here) => {
    const [victim, before] = await here.victim();
    await here.scaleToZeroAndBack(() => here.simulator.forgetRelation(victim));
    expect(here.forwarded()).toEqual(before);
  },
  'the victim slips and is claimed': async (here) => {
    const [victim, before] = await here.victim();
    await here.scaleToZeroAndBack(() => {
      here.publish(here.relate('evil'), 'evil', entry('victim', EVIL));
      here.publish(victim, 'victim', entry('victim', SLIP));
    });
    expect(here.forwarded()).toEqual(before);
  },
  'another application comes': async (here) => {
    const [, before] = await here.victim();
    await here.scaleToZeroAndBack(() =>
      here.publish(here.relate('other'), 'other', entry('other', GOOD)),
    );
    expect(here.forwarded()).toMatchObject(before as object);
    expect('other' in here.forwarded()).toBe(here.place === 'kubernetes');
  },
};

/** A copy of the charm that has no peers. */
function peerless(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'peerless-'));
  cpSync(folder, copy, { recursive: true, filter: (path) => !path.includes('node_modules') });
  for (const file of ['charmcraft.yaml', 'metadata.yaml']) {
    const path = join(copy, file);
    const text = textIn(path);
    if (text !== null) writeFileSync(path, text.replace(/^peers:\n(?: .*\n)*/m, ''));
  }
  return copy;
}

function textIn(path: string): string | null {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return null;
  }
}

const RELATIONS: Readonly<Record<string, Variation>> = {
  'a second peer relation takes the place of one that is forgotten': async (here) => {
    const [victim, before] = await here.victim();
    const peers = here.simulator.relations.find(({ ids }) => Object.keys(ids).length === 1);
    if (peers === undefined) throw new Error('there is no peer relation');
    here.simulator.forgetRelation(peers);
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    here.simulator.relate('integrator:peers');
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    here.simulator.removeRelation(victim);
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'a refresh to a charm without peers and back leaves two': async (here) => {
    const [victim, before] = await here.victim();
    const folder = here.simulator.charmDir('integrator') ?? '';
    const without = peerless(folder);
    here.simulator.upgradeCharm('integrator', without);
    await here.settle();
    rmSync(without, { recursive: true });
    expect(here.forwarded()).toEqual(before);
    here.simulator.upgradeCharm('integrator', folder);
    await here.quiet();
    const peers = here.simulator.relations.filter(({ ids }) => Object.keys(ids).length === 1);
    expect(peers).toHaveLength(2);
    here.simulator.setConfig('integrator', { 'velero-namespace': 'new' });
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    expect(here.namespaces()).toEqual(here.place === 'kubernetes' ? ['new'] : []);
    here.simulator.removeRelation(victim);
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'what is forgotten is kept, though another claims it and a new unit leads': async (here) => {
    const [victim, before] = await here.victim();
    here.simulator.forgetRelation(victim);
    here.publish(here.relate('evil'), 'evil', entry('victim', EVIL));
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    await here.replaceLeader();
    expect(here.forwarded()).toEqual(before);
  },
  'what is forgotten is related anew': async (here) => {
    const [victim, before] = await here.victim();
    here.simulator.forgetRelation(victim);
    await here.quiet();
    const again = here.relate('victim');
    here.publish(again, 'victim', entry('victim', GOOD));
    await here.quiet();
    expect(Object.keys(here.forwarded())).toEqual(Object.keys(before as object));
    here.publish(again, 'victim', entry('victim', { ...GOOD, ttl: '2h' }));
    await here.quiet();
    expect(JSON.stringify(here.forwarded())).toContain('2h');
  },
  'what is forgotten moves to another namespace with the rest': async (here) => {
    const [victim, before] = await here.victim();
    here.simulator.forgetRelation(victim);
    here.simulator.setConfig('integrator', { 'velero-namespace': 'new' });
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
  },
  'the integrator itself is replaced by one of its name': async (here) => {
    const [, before] = await here.victim();
    await here.replaceIntegrator();
    await here.quiet();
    const isKubernetes = here.place === 'kubernetes';
    // Over the relation, velero-operator has deleted its Schedule with the integrator before.
    expect(here.forwarded()).toEqual(isKubernetes ? before : {});
    if (isKubernetes)
      expect(here.status()).toMatch(/^blocked: .*1 Schedule stays .*was here before/);
    const victim = here.relate('victim');
    for (const spec of isKubernetes ? [SLIP, GOOD] : [GOOD]) {
      here.publish(victim, 'victim', entry('victim', spec));
      await here.quiet();
      expect(here.forwarded()).toEqual(before);
    }
    expect(here.status()).toMatch(/^active: /);
    here.simulator.removeRelation(victim);
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'an application is removed and deployed anew under its name': async (here) => {
    await here.victim();
    here.simulator.removeApplication('victim');
    await here.quiet();
    expect(here.forwarded()).toEqual({});
    here.publish(here.relate('victim'), 'victim', entry('victim', GOOD));
    await here.quiet();
    expect(Object.keys(here.forwarded())).toEqual(['victim']);
  },
};

const MODELS: Readonly<Record<string, Variation>> = {
  'the same names in a model of the same name take nothing over': async (here) => {
    const [victim, before] = await here.victim();
    const theirs = here.relateAcross('victim-of-bob', OTHER_MODEL);
    here.publish(theirs, 'victim-of-bob', entry('victim', EVIL));
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    expect(here.status()).not.toContain('refused');
    here.publish(victim, 'victim', entry('victim', SLIP));
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    here.publish(victim, 'victim', entry('victim', GOOD));
    here.simulator.removeRelation(theirs);
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
  },
  'the application of this model takes its name back': async (here) => {
    here.publish(here.relateAcross('saas', OTHER_MODEL), 'saas', entry('victim', EVIL));
    await here.quiet();
    expect(Object.keys(here.forwarded())).toEqual(['victim']);
    here.publish(here.relate('victim'), 'victim', entry('victim', GOOD));
    await here.quiet();
    expect(JSON.stringify(here.forwarded())).toContain('victim-data');
  },
  'an application has targets of its own model, which go with it': async (here) => {
    const theirs = here.relateAcross('saas', OTHER_MODEL);
    here.publish(theirs, 'saas', entry('db', GOOD, ELSEWHERE));
    await here.quiet();
    here.publish(theirs, 'saas', entry('db', SLIP, ELSEWHERE));
    await here.quiet();
    expect(Object.keys(here.forwarded())).toEqual(['db']);
    here.simulator.removeRelation(theirs);
    await here.quiet();
    expect(here.forwarded()).toEqual({});
  },
  'an application of this model claims the target of another model': async (here) => {
    const theirs = here.relateAcross('saas', OTHER_MODEL);
    here.publish(theirs, 'saas', entry('db', GOOD, ELSEWHERE));
    await here.quiet();
    const before = here.forwarded();
    const evil = here.relate('evil');
    here.publish(evil, 'evil', entry('db', EVIL, ELSEWHERE), entry('evil', EVIL, ELSEWHERE));
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
    here.publish(theirs, 'saas', entry('db', SLIP, ELSEWHERE));
    await here.quiet();
    expect(here.forwarded()).toEqual(before);
  },
  'what is forgotten across models is kept by a new leader': async (here) => {
    const theirs = here.relateAcross('saas', OTHER_MODEL);
    here.publish(theirs, 'saas', entry('db', GOOD, ELSEWHERE));
    await here.quiet();
    const before = here.forwarded();
    here.simulator.forgetRelation(theirs);
    await here.quiet();
    await here.replaceLeader();
    expect(here.forwarded()).toEqual(before);
  },
  'a new leader hands no target to another model': async (here) => {
    const [, before] = await here.victim();
    here.publish(here.relateAcross('saas', OTHER_MODEL), 'saas', entry('victim', EVIL));
    await here.quiet();
    await here.replaceLeader();
    expect(here.forwarded()).toEqual(before);
  },
  'where Juju does not tell the model, a claim takes nothing': async (here) => {
    const untold: FaultPlan = ({ command }) =>
      command === 'relation-model-get'
        ? { status: 1, stderr: `ERROR bad request: unknown command: ${command}\n` }
        : null;
    const [victim, before] = await here.victim();
    here.publish(here.relateAcross('saas', OTHER_MODEL), 'saas', entry('victim', EVIL));
    for (const spec of [GOOD, SLIP]) {
      here.publish(victim, 'victim', entry('victim', spec));
      await here.quiet(untold);
      expect(here.forwarded()).toEqual(before);
    }
  },
};

const KINDS = {
  'a neighbour': NEIGHBOURS,
  'a leader': LEADERS,
  'while there are no units': SCALING,
  'of relations': RELATIONS,
  'across models': MODELS,
};

/** Runs every variation with one integrator in one place; or every so many of each kind, where they take long. */
export function variations(title: string, charm: () => Charm, every = 1): void {
  describe(title, () => {
    let here: Neighbourhood;

    beforeEach(async () => {
      here = await Neighbourhood.found(charm());
    });

    describe.each(Object.entries(KINDS))('%s', (_, kind) => {
      const share = Object.entries(kind).filter((_entry, index) => index % every === 0);
      it.each(share)('%s', (__, variation) => variation(here));
    });
  });
}
