import { availableParallelism } from 'node:os';
import { defaultClientConditions, defaultServerConditions } from 'vite';
import { defineConfig } from 'vitest/config';

/** Resolves the repository's packages to their sources, so no test sees what an earlier build left. */
const SOURCE = '@k8s-backup-target/source';

export default defineConfig({
  resolve: { conditions: [SOURCE, ...defaultClientConditions] },
  ssr: { resolve: { conditions: [SOURCE, ...defaultServerConditions] } },
  test: {
    // Most tests wait for processes of their own. Vitest leaves one processor free, which halves two.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // The files of a worker share its process: a process for each file, with its imports, is half of the time.
    isolate: false,
    setupFiles: ['tools/src/test-environment.ts'],
    include: [
      'packages/*/src/**/*.test.ts',
      'docs/.vitepress/**/*.test.ts',
      'examples/*/src/**/*.test.ts',
      'scripts/**/*.test.ts',
      'tests/**/*.test.ts',
      'tools/**/*.test.ts',
    ],
    // These end a test that hangs. None is a measure of speed: a busy machine takes its time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
  },
});
