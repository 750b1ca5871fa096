import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

interface Ended {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

const CHARMCRAFT = `
name: known
provides: { backup: { interface: k8s_backup_target } }
config: { options: { ttl: { type: string } } }
`;

describe('juju-hook-model', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'juju-cli-'));
    await build({
      entryPoints: [fileURLToPath(new URL('./cli.ts', import.meta.url))],
      outfile: join(folder, 'cli.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      // In a fresh clone nothing is built.
      conditions: ['@k8s-backup-target/source'],
      // The package yaml is CommonJS in Node.
      banner: {
        js: `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`,
      },
    });
    await mkdir(join(folder, 'charm'));
    const dispatch = `#!/bin/bash
[[ -n $JUJU_ACTION_NAME ]] && exec action-set "days=$(action-get --format=json days)"
[[ $JUJU_HOOK_NAME == install && $(config-get broken) == True ]] && echo install broke >&2 && exit 3
[[ $JUJU_HOOK_NAME == *-relation-created ]] && relation-set --app k=v && juju-log wrote && status-set active ready
exit 0
`;
    await writeFile(join(folder, 'charm', 'dispatch'), dispatch, { mode: 0o755 });
    await mkdir(join(folder, 'known'));
    await writeFile(join(folder, 'known', 'dispatch'), '#!/bin/sh\n', { mode: 0o755 });
    await writeFile(join(folder, 'known', 'charmcraft.yaml'), CHARMCRAFT);
  });

  afterAll(() => rm(folder, { recursive: true }));

  function cli(...args: string[]): Promise<Ended> {
    return new Promise((resolve) => {
      const argv = [join(folder, 'cli.mjs'), ...args];
      execFile(process.execPath, argv, { cwd: folder }, (error, stdout, stderr) => {
        resolve({ status: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      });
    });
  }

  async function ok(...args: string[]): Promise<string> {
    const ended = await cli(...args);
    expect(ended).toMatchObject({ status: 0, stderr: '' });
    return ended.stdout;
  }

  it('drives a charm from a shell', async () => {
    await ok('init', '--name', 'prod');
    await ok('add-app', 'my-app', '--charm', 'charm', 'broken=true', 'days=3');
    await ok('add-app', 'velero', '--units', '2', '--leader', 'none');
    expect(JSON.parse(await ok('relate', 'my-app:backup', 'velero:targets'))).toEqual({
      number: 1,
      ids: { 'my-app': 'backup:1', velero: 'targets:1' },
    });

    const failed = await cli('run', '--unit', 'my-app/0', '--hook', 'install', '--json');
    expect(failed.status).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ exitStatus: 3, succeeded: false });

    const stopped = await cli('settle');
    expect(stopped).toMatchObject({ status: 1, stderr: '' });
    expect(stopped.stdout).toBe(
      'my-app/0 install: FAILED with exit status 3\n  | install broke\n  status unknown\n',
    );
    expect(JSON.parse((await cli('settle', '--json')).stdout)).toMatchObject([{ exitStatus: 3 }]);

    await ok('config', 'my-app', 'broken=false');
    expect(await ok('settle')).toContain(
      'my-app/0 backup-relation-created (backup:1): ok\n' +
        '  databag of my-app in relation 1: k\n' +
        '  INFO backup:1: wrote\n' +
        '  status active: ready\n',
    );
    expect(await ok('settle')).toBe('no hook waits\n');
    await ok('set-data', '1', 'velero', 'answer=42');
    await ok('leader', 'velero', 'velero/1');
    expect(JSON.parse(await ok('show'))).toMatchObject({
      model: 'prod',
      applications: { 'my-app': { leader: 'my-app/0' }, velero: { leader: 'velero/1' } },
      relations: [{ number: 1, databags: { 'my-app': { k: 'v' }, velero: { answer: '42' } } }],
      queue: ['my-app/0 backup-relation-changed', 'velero/1 leader-elected'],
    });

    const action = JSON.parse(await ok('action', '--unit', 'my-app/0', 'show', 'days=7', '--json'));
    expect(action.action.results).toEqual({ days: '7' });
    expect(await ok('action', '--unit', 'my-app/0', 'show', 'days=7')).toContain(
      '  result days: 7\n',
    );
    await ok('upgrade', 'velero');
    await ok('remove-relation', '1');
    await ok('settle');
    await ok('add-app', 'known', '--charm', 'known');
    expect(JSON.parse(await ok('show')).relations).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual([
      'charm',
      'cli.mjs',
      'juju-model.json',
      'juju-model.json.units',
      'known',
    ]);
  });

  it.each([
    [['nonsense'], 'there is no command nonsense'],
    [['run', '--unit', 'my-app/0'], '--hook is missing'],
    [['relate', 'x'], '"x" is not of the form application:endpoint'],
    [['remove-relation', '9'], 'there is no relation 9'],
    [['--state', 'absent.json', 'show'], 'absent.json is not there: make it with init'],
    [['init'], 'juju-model.json is there already: init --force replaces it'],
    [['--state', 'new.json', 'init', '--juju', '1.25'], 'a version from 2.9 on is needed'],
    [['add-app', 'z', '--charm', 'no-such'], 'there is no charm folder'],
    [['add-app', 'z', '--units', 'many'], '--units is "many": a number is needed'],
    [['run', '--unit', 'my-app/0', '--hook', 'strat'], 'Juju has no hook "strat"'],
    [['run', '--unit', 'my-app/9', '--hook', 'start'], 'there is no unit my-app/9'],
    [
      ['run', '--unit', 'known/0', '--hook', 'bakcup-relation-changed'],
      'application "known" has no "bakcup" relation; its endpoints: backup',
    ],
    [['relate', 'known:bakcup', 'velero:x'], 'application "known" has no "bakcup" relation'],
    [['config', 'known', 'tll=1'], 'unknown option "tll"'],
    [['action', '--unit', 'known/0', 'restart'], 'action "restart" not defined'],
    [['--loud'], '--loud'],
  ])('says what is wrong: %j', async (args, message) => {
    const ended = await cli(...args);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain(message);
  });

  it('removes units and applications, and adds some of other models', async () => {
    const state = join(folder, 'removal.json');
    const run = (...args: string[]) => ok('--state', state, ...args);
    await run('init', '--juju', '4.0.15');
    await run('add-app', 'known', '--charm', 'known', 'ttl=24');
    expect(await run('add-unit', 'known')).toBe('known/1\n');
    expect(await run('add-remote', 'offer')).toBe('offer\n');
    await run('relate', 'known:backup', 'offer:targets');
    await run('settle');
    await run('remove-unit', 'known/0');
    await run('settle');
    expect(JSON.parse(await run('show')).applications.known.leader).toBe('known/1');
    await run('remove-app', 'known');
    await run('settle');
    expect(Object.keys(JSON.parse(await run('show')).applications)).toEqual(['offer']);
    await run('init', '--force');
    expect(JSON.parse(await run('show')).applications).toEqual({});
    await rm(state);
  });

  it('refuses to work on a file that another process works on', async () => {
    const state = join(folder, 'locked.json');
    await ok('--state', state, 'init');
    const before = await readFile(state, 'utf8');
    await writeFile(`${state}.lock`, '');
    const ended = await cli('--state', state, 'add-app', 'x');
    expect(ended).toMatchObject({ status: 2, stderr: expect.stringContaining('another process') });
    expect(await readFile(state, 'utf8')).toBe(before);
    await rm(`${state}.lock`);
    await rm(state);
  });

  it('shows how it is used', async () => {
    expect(await ok('--help')).toContain('juju-hook-model [--state FILE] COMMAND');
    expect((await cli()).status).toBe(2);
  });
});
