/** The tasks that a change makes necessary, in a copy of the repository that holds no build. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import { makeWorkingCopy } from '@k8s-backup-target/tools/working-copy';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const BIN = 'node_modules/.bin';

interface Task {
  readonly taskId: string;
  readonly task: string;
  readonly package: string;
  readonly command: string;
  readonly hash: string;
  readonly directory: string;
}

let copy = '';

beforeAll(async () => {
  copy = mkdtempSync(join(tmpdir(), 'tasks-'));
  await makeWorkingCopy(resolve('.'), copy);
});

afterAll(() => {
  rmSync(copy, { recursive: true, force: true });
});

/** Every task that turbo would run, with the hash by which it finds an earlier run. */
async function tasks(): Promise<readonly Task[]> {
  const names = ['lint', 'typecheck', 'test'] as const;
  const output = await run(copy, [`${BIN}/turbo`, 'run', ...names, '--dry=json']);
  const all: readonly Task[] = JSON.parse(output).tasks;
  return all.filter(({ command }) => command !== '<NONEXISTENT>');
}

/** The packages whose manifests name `name`, and those that name these. */
function dependentsOf(name: string, all: readonly Task[]): ReadonlySet<string> {
  const found = new Set([name]);
  for (const dependency of found)
    for (const { package: dependent, directory } of all)
      if (needs(directory, dependency)) found.add(dependent);
  return found;
}

function needs(directory: string, name: string): boolean {
  if (directory === '') return false;
  const text = readFileSync(join(copy, directory, 'package.json'), 'utf8');
  const { dependencies, devDependencies } = JSON.parse(text);
  return Object.hasOwn({ ...dependencies, ...devDependencies }, name);
}

describe('a change in packages/requirer', () => {
  it('concerns the tests and types of what depends on it, and nothing else', async () => {
    const before = new Map((await tasks()).map(({ taskId, hash }) => [taskId, hash]));
    appendFileSync(join(copy, 'packages/requirer/src/port.ts'), '// A change.\n');
    const after = await tasks();
    const concerned = after.filter(({ taskId, hash }) => before.get(taskId) !== hash);
    const dependents = dependentsOf('@k8s-backup-target/requirer', after);
    const packagesOf = (task: string, list: readonly Task[]) =>
      new Set(list.filter((each) => each.task === task).map((each) => each.package));
    expect(dependents).toContain('integrator-charm');
    for (const task of ['test', 'typecheck'])
      expect(packagesOf(task, concerned)).toEqual(
        new Set([...packagesOf(task, after)].filter((name) => dependents.has(name))),
      );
    expect(packagesOf('lint', concerned)).toEqual(new Set(['@k8s-backup-target/requirer']));
  });
});

describe('a change in packages/schema', () => {
  function testRequirer(): Promise<string> {
    const files = 'packages/requirer/src/requirer.test.ts';
    return run(copy, [`${BIN}/vitest`, 'run', '--reporter=dot', files], { CI: 'true' });
  }

  it("is seen by the requirer's tests, without a build", async () => {
    expect(await testRequirer()).toMatch(/Tests .*\d+ passed/);
    const decode = join(copy, 'packages/schema/src/decode.ts');
    appendFileSync(decode, "throw new Error('The contract has changed.');\n");
    await expect(testRequirer()).rejects.toThrow('The contract has changed.');
  });
});
