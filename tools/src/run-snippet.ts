/** A document's TypeScript, bundled as users would bundle it, on the sources of this repository's packages. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'esbuild';
import { run } from './run.js';
import { inTemporaryFolder } from './temporary-folder.js';

/** Writes a module to `outfile`, in CommonJS if its name ends in `.cjs`. Imports are looked for from `folder`. */
export async function bundleSnippet(code: string, folder: string, outfile: string): Promise<void> {
  const isCommonJs = outfile.endsWith('.cjs');
  await build({
    stdin: { contents: code, loader: 'ts', resolveDir: folder },
    bundle: true,
    platform: 'node',
    format: isCommonJs ? 'cjs' : 'esm',
    conditions: ['@k8s-backup-target/source'],
    ...(isCommonJs ? {} : { banner: { js: REQUIRE } }),
    logLevel: 'error',
    outfile,
  });
}

/** The prelude that CommonJS packages need in a bundle of ES modules. */
const REQUIRE =
  "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);";

/**
 * Runs the code as a program and returns what it prints.
 *
 * @throws CommandError with everything it printed, when it fails.
 */
export function runSnippet(code: string, folder: string): Promise<string> {
  return inTemporaryFolder('snippet-', async (temporary) => {
    const outfile = join(temporary, 'snippet.mjs');
    await bundleSnippet(code, folder, outfile);
    return run(temporary, [process.execPath, outfile]);
  });
}

/** The fenced blocks of a document whose opening says `info`, such as `ts` or `ts example`, first to last. */
export function snippets(document: string, info: string): string[] {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(/^```([^`\n]+)\n([\s\S]*?)^```$/gm)]
    .filter(([, name]) => name === info)
    .map(([, , code = '']) => code);
}
