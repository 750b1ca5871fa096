/** The long runs of random lives, of which `npm test` lives a few. */

export interface LongRun {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** The lives of the whole run. */
  readonly lives: number;
  /** The lives of the share that `npm run ci` lives: half a minute. */
  readonly share: number;
}

export const LONG_RUNS: readonly LongRun[] = [
  {
    name: 'lives-typescript',
    command: ['npx', 'vitest', 'run', 'tests/hooks/requirer-life.test.ts'],
    lives: 10_000,
    share: 1_000,
  },
  {
    name: 'lives-python',
    command: [
      '.venv/bin/python',
      '-m',
      'pytest',
      '--quiet',
      'packages/python/tests/test_requirer_properties.py',
    ],
    lives: 10_000,
    share: 80,
  },
  {
    name: 'kills-typescript',
    command: ['npx', 'vitest', 'run', 'tests/hooks/integrator-kills.test.ts'],
    lives: 2_000,
    share: 100,
  },
  {
    name: 'kills-python',
    command: ['npx', 'vitest', 'run', 'tests/hooks/python-integrator-kills.test.ts'],
    // Each hook of a life is a process of its own: a life takes ten seconds.
    lives: 200,
    share: 8,
  },
  {
    name: 'kills-providers',
    command: ['npx', 'vitest', 'run', 'tests/hooks/provider-kills.test.ts'],
    lives: 2_000,
    share: 40,
  },
];
