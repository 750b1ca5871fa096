/** Type-checks of a consumer, as strict as a consumer can be. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';

/**
 * The oldest TypeScript that the packages' types are for: the first that has `moduleResolution: bundler`
 * as well as `nodenext`.
 */
export const OLDEST_TYPESCRIPT = '5.0.4';

/** The newest TypeScript that the packages' types were tried with: the one that builds them. */
export const NEWEST_TYPESCRIPT = '7.0.2';

/** Settings that differ between consumers' projects. */
export interface Settings {
  readonly resolution: 'nodenext' | 'bundler';
  /** The flag `exactOptionalPropertyTypes`. */
  readonly exact: boolean;
}

/**
 * Type-checks `consumer.ts` in `project` with the TypeScript installed in `compiler`. Nothing but the
 * language's own library is there: no types of Node, none of the browser.
 *
 * @throws CommandError with the compiler's errors.
 */
export async function typeCheck(
  compiler: string,
  project: string,
  { resolution, exact }: Settings,
): Promise<void> {
  const config = {
    compilerOptions: {
      strict: true,
      noEmit: true,
      target: 'es2022',
      lib: ['es2022'],
      types: [],
      module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution: resolution,
      exactOptionalPropertyTypes: exact,
      skipLibCheck: false,
      noUncheckedIndexedAccess: exact,
      verbatimModuleSyntax: true,
    },
    files: ['consumer.ts'],
  };
  const file = join(project, `tsconfig.${resolution}-${exact}.json`);
  writeFileSync(file, JSON.stringify(config));
  await run(project, [join(compiler, 'node_modules/.bin/tsc'), '--project', file]);
}
