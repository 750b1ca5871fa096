import { mergeConfig } from 'vitest/config';
import base from './vitest.config.js';

/** The site in a real browser: `npm run browser`. `npm test` runs none of these. */
export default mergeConfig(
  { ...base, test: {} },
  {
    test: {
      include: ['tests/browser/**/*.browser.ts'],
      testTimeout: 60_000,
      hookTimeout: 120_000,
      setupFiles: ['tools/src/test-environment.ts'],
      globalSetup: ['tests/browser/build-first.ts'],
      // A browser has processes of its own.
      maxWorkers: 1,
    },
  },
);
