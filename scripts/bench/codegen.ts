/** Code generation: cold, and as turbo restores it. */
import { spawnSync } from 'node:child_process';
import { race } from './measure.js';
import type { Section } from './section.js';

const ROUNDS = 3;

export async function benchmarkCodegen(): Promise<Section> {
  const timings = await race(
    [
      { name: 'cached by turbo', run: () => turbo() },
      { name: 'cold', run: () => turbo('--force') },
      {
        name: 'npm run codegen -- --check',
        run: () => run('npm', 'run', '--silent', 'codegen', '--', '--check'),
      },
    ],
    { rounds: ROUNDS },
  );
  return {
    id: 'codegen',
    title: 'Code generation',
    method: '`turbo run //#codegen`, with its cache and without.',
    races: [{ title: 'All bindings', timings, floor: 'cached by turbo' }],
    aims: [],
  };
}

function turbo(...options: string[]): void {
  run('npx', 'turbo', 'run', '//#codegen', '--output-logs=none', ...options);
}

function run(command: string, ...args: string[]): void {
  const env = { ...process.env, TURBO_TELEMETRY_DISABLED: '1' };
  const { status, stderr } = spawnSync(command, args, { env, encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} failed: ${stderr}`);
}
