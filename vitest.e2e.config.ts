import { defineConfig } from 'vitest/config';

/** The tests against real Kubernetes and Velero servers: `npm run e2e`. `npm test` runs none of them. */
export default defineConfig({
  test: {
    include: ['tests/**/*.e2e.ts'],
    testTimeout: 300_000,
    hookTimeout: 1_800_000,
    // Each file runs a cluster or several, which share the machine.
    fileParallelism: false,
  },
});
