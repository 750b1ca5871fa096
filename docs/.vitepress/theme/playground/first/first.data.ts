/**
 * The first answer, made when the site is built: the page is whole at its first paint, before any of the code
 * that answers is loaded.
 */
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { First } from '../answer/first.js';

declare const data: First;

export { data };

const FOLDER = dirname(fileURLToPath(import.meta.url));

/** Bundled from the sources, like the rest of the page: no package has to be built before. */
async function loadEngine(): Promise<{ readonly answerFirst: () => Promise<First> }> {
  const { outputFiles } = await build({
    entryPoints: [join(FOLDER, '../engine/answer-first.ts')],
    conditions: ['@k8s-backup-target/source'],
    bundle: true,
    write: false,
    format: 'esm',
    platform: 'browser',
    logLevel: 'warning',
  });
  const [{ text = '' } = {}] = outputFiles;
  return import(`data:text/javascript;base64,${Buffer.from(text).toString('base64')}`);
}

/** VitePress asks for a default export. */
export default {
  watch: ['../{answer,engine,examples}/*.ts'],
  async load(): Promise<First> {
    const { answerFirst } = await loadEngine();
    return answerFirst();
  },
};
