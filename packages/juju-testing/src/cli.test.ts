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
      // The package yaml is CommonJS in Node.
      banner: {
        js: `import { createRequire } from 'node:module';\nconst require = createRequire(import.meta.url);`,
      },
    });
    await mkdir(join(folder, 'charm'));
    const dispatch = `#!/bin/bash
[[ -n $JUJU_ACTION_NAME ]] && exec action-set "days=$(action-get --format=json days)"
[[ $JUJU_HOOK_NAME == install && $(config-get broken) == True ]] && exit 3
[[ $JUJU_HOOK_NAME == *-relation-created ]] && relation-set --app k=v
exit 0
`;
    await writeFile(join(folder, 'charm', 'dispatch'), dispatch, { mode: 0o755 });
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

    const failed = await cli('run', '--unit', 'my-app/0', '--hook', 'install');
    expect(failed.status).toBe(1);
    expect(JSON.parse(failed.stdout)).toMatchObject({ exitStatus: 3, succeeded: false });

    await ok('config', 'my-app', 'broken=false');
    await ok('settle');
    await ok('set-data', '1', 'velero', 'answer=42');
    await ok('leader', 'velero', 'velero/1');
    expect(JSON.parse(await ok('show'))).toMatchObject({
      model: 'prod',
      applications: { 'my-app': { leader: 'my-app/0' }, velero: { leader: 'velero/1' } },
      relations: [{ number: 1, databags: { 'my-app': { k: 'v' }, velero: { answer: '42' } } }],
      queue: ['my-app/0 backup-relation-changed', 'velero/1 leader-elected'],
    });

    const action = JSON.parse(await ok('action', '--unit', 'my-app/0', 'show', 'days=7'));
    expect(action.action.results).toEqual({ days: '7' });
    await ok('upgrade', 'velero');
    await ok('remove-relation', '1');
    await ok('settle');
    expect(JSON.parse(await ok('show')).relations).toEqual([]);
    expect((await readdir(folder)).sort()).toEqual(['charm', 'cli.mjs', 'juju-model.json']);
  });

  it.each([
    [['nonsense'], 'there is no command nonsense'],
    [['run', '--unit', 'my-app/0'], '--hook is missing'],
    [['relate', 'x'], '"x" is not of the form application:endpoint'],
    [['remove-relation', '9'], 'there is no relation 9'],
    [['--state', 'absent.json', 'show'], 'absent.json'],
    [['--loud'], '--loud'],
  ])('says what is wrong: %j', async (args, message) => {
    const ended = await cli(...args);
    expect(ended.status).toBe(2);
    expect(ended.stderr).toContain(message);
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
