import {
  JujuAgent,
  JujuSimulator,
  runAction,
  settleProcesses,
} from '@k8s-backup-target/juju-testing';
import {
  makePythonCharms,
  type PythonCharms,
  TYPESCRIPT_PROVIDER,
  TYPESCRIPT_REQUIRER,
} from '@k8s-backup-target/tools/charm-folders';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';

const CONFIG = { namespaces: 'a,b', resources: '', labels: 'équipe=données,app=web', ttl: '72h' };

let agent: JujuAgent;
let reference: PythonCharms;
let simulator: JujuSimulator;

beforeAll(async () => {
  [agent, reference] = await Promise.all([JujuAgent.start(), makePythonCharms()]);
});

afterAll(async () => {
  await Promise.all([agent.close(), reference.remove()]);
});

beforeEach(() => {
  simulator = new JujuSimulator({ name: 'production' });
});

/** Runs what Juju would run now, and returns the hooks that ran, by unit. */
async function settle(): Promise<string[]> {
  const records = await settleProcesses(simulator, { agent });
  for (const { unit, hook, succeeded, stderr } of records) {
    expect(succeeded, `${unit} ${hook}: ${stderr}`).toBe(true);
  }
  return records.map(({ unit, hook }) => `${unit} ${hook}`);
}

function deploy(app: string, charmDir: string, units = 1): void {
  simulator.addApplication(app, {
    charmDir,
    units,
    config: [TYPESCRIPT_REQUIRER, reference.requirer].includes(charmDir) ? {} : CONFIG,
  });
}

/** Relates the TypeScript requirer to the receiver that it forwards to, and asks for otherwise. */
function relateVelero(): void {
  simulator.addApplication('velero');
  simulator.relate('integrator:velero-backup', 'velero:velero-backup-config');
}

async function getSpec(unit: string, app: string): Promise<unknown> {
  const { action } = await runAction(
    simulator,
    unit,
    'get-spec',
    { app, endpoint: 'backup', model: 'production' },
    { agent },
  );
  return action?.failure ?? JSON.parse(String(action?.results['spec']));
}

/** An application without a charm that publishes the target `same`; the first has published nothing yet. */
function publishAs(app: string, number: number): void {
  simulator.addApplication(app);
  const relation = simulator.relate(`${app}:backup`, 'integrator:k8s-backup-target');
  const entry = {
    app: 'same',
    relation_name: 'backup',
    model: 'production',
    spec: { ttl: `${number}h` },
  };
  if (number > 1) simulator.setDatabag(relation, app, { backup_targets: JSON.stringify([entry]) });
}

const EXPECTED = {
  include_namespaces: ['a', 'b'],
  exclude_namespaces: null,
  label_selector: { équipe: 'données', app: 'web' },
  ttl: '72h',
};

describe('TypeScript and Python charms on the same model', () => {
  // The label key is not one that Kubernetes takes: the reference publishes it all the same.
  const typescriptConfig = { ...CONFIG, labels: 'app=web' };

  it('the Python requirer reads what the TypeScript provider publishes', async () => {
    simulator.addApplication('my-app', { charmDir: TYPESCRIPT_PROVIDER, config: typescriptConfig });
    deploy('integrator', reference.requirer);
    simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
    await settle();
    expect(simulator.status('integrator/0')).toEqual({ status: 'active', message: 'ready' });
    expect(await getSpec('integrator/0', 'my-app')).toMatchObject({
      ...EXPECTED,
      label_selector: { app: 'web' },
    });
  });

  it('the TypeScript requirer reads what the Python provider publishes', async () => {
    deploy('my-app', reference.provider);
    deploy('integrator', TYPESCRIPT_REQUIRER);
    simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
    await settle();
    expect(await getSpec('integrator/0', 'my-app')).toMatchObject(EXPECTED);
  });

  it('the TypeScript requirer refuses a ttl that the Python provider lets through', async () => {
    simulator.addApplication('my-app', {
      charmDir: reference.provider,
      config: { ...CONFIG, ttl: 'garbage' },
    });
    deploy('integrator', TYPESCRIPT_REQUIRER);
    simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
    await settle();
    expect(simulator.status('integrator/0')).toMatchObject({ status: 'blocked' });
  });

  it.each([1, 2, 12])(
    'a Python provider becomes a TypeScript one and back without a relation-changed, with %i relations',
    async (count) => {
      simulator.addApplication('my-app', { config: typescriptConfig });
      const relations = Array.from({ length: count }, (_, number) => {
        const integrator = `integrator${String.fromCharCode(97 + number)}`;
        simulator.addApplication(integrator);
        return simulator.relate('my-app:backup', `${integrator}:k8s-backup-target`);
      });
      await simulator.settle();
      simulator.upgradeCharm('my-app', reference.provider);
      await settle();
      const before = relations.map((relation) => simulator.databag(relation, 'my-app'));
      expect(before[0]?.['backup_targets']).toContain('"my-app"');
      for (const charmDir of [TYPESCRIPT_PROVIDER, reference.provider]) {
        simulator.upgradeCharm('my-app', charmDir);
        expect(await settle()).toEqual(['my-app/0 upgrade-charm', 'my-app/0 config-changed']);
        expect(relations.map((relation) => simulator.databag(relation, 'my-app'))).toEqual(before);
      }
    },
  );

  it('of many that claim a target the first made counts, where the reference sorts ids as text', async () => {
    const answers = [
      [reference.requirer, '10h'],
      [TYPESCRIPT_REQUIRER, '2h'],
    ] as const;
    for (const [charmDir, ttl] of answers) {
      simulator = new JujuSimulator({ name: 'production' });
      deploy('integrator', charmDir);
      // The reference has no peers: another relation then takes the first number.
      simulator.addApplication('first');
      if (simulator.relations.length === 0) simulator.relate('first:peers');
      for (let number = 2; number <= 12; number++)
        publishAs(`app${String.fromCharCode(96 + number)}`, number);
      expect(await getSpec('integrator/0', 'same')).toMatchObject({ ttl });
    }
  });

  it.each(['python', 'typescript'])(
    'leadership moves between units of the %s provider and publishes nothing again',
    async (language) => {
      simulator.addApplication('my-app', { units: 2, config: typescriptConfig });
      simulator.addApplication('integrator');
      const relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
      await simulator.settle();
      simulator.upgradeCharm(
        'my-app',
        language === 'python' ? reference.provider : TYPESCRIPT_PROVIDER,
      );
      await settle();
      expect(simulator.databag(relation, 'my-app')).toHaveProperty('backup_targets');
      simulator.setLeader('my-app', 'my-app/1');
      expect(await settle()).toEqual(['my-app/1 leader-elected']);
    },
  );

  it('both requirers see the relation go', async () => {
    for (const charmDir of [reference.requirer, TYPESCRIPT_REQUIRER]) {
      simulator = new JujuSimulator({ name: 'production' });
      simulator.addApplication('my-app', {
        charmDir: TYPESCRIPT_PROVIDER,
        config: typescriptConfig,
      });
      deploy('integrator', charmDir);
      const relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
      if (charmDir === TYPESCRIPT_REQUIRER) relateVelero();
      await settle();
      expect(simulator.status('integrator/0').status).toBe('active');
      simulator.removeRelation(relation);
      await settle();
      expect(simulator.status('integrator/0').status).toBe('waiting');
      expect(await getSpec('integrator/0', 'my-app')).toMatch(/no (such )?backup target/);
    }
  });
});
