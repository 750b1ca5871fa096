import { mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** What a newcomer does, from packed packages, and the tests of the charms to begin with: `npm run newcomer`. */
export default mergeConfig(
  { ...base, test: {} },
  {
    test: {
      include: ['examples/*/tests/*.test.ts', 'tests/newcomer/*.newcomer.ts'],
      testTimeout: 600_000,
      hookTimeout: 900_000,
      globalSetup: ['tests/newcomer/pack-first.ts'],
      setupFiles: ['tools/src/test-environment.ts'],
      maxWorkers: 2,
    },
  },
);
