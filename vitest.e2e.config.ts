import { mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** The tests against real Kubernetes and Velero servers: `npm run e2e`. `npm test` runs none of them. */
export default mergeConfig(
  { ...base, test: {} },
  {
    test: {
      include: ['tests/**/*.e2e.ts'],
      testTimeout: 600_000,
      hookTimeout: 1_800_000,
      setupFiles: ['tools/src/test-environment.ts'],
      globalSetup: ['tests/kubernetes/build-first.ts'],
      // Each file runs a cluster or several. Some mostly wait: for a minute to pass, for a server to give up.
      maxWorkers: 4,
    },
  },
);
