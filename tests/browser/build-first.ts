/** Builds the site once for all files of this suite. */
import { rmSync } from 'node:fs';
import type { TestProject } from 'vitest/node';
import { buildSite } from '../docs/site.js';

export function setup({ provide }: TestProject): () => void {
  const site = buildSite();
  provide('site', site);
  return () => rmSync(site, { recursive: true, force: true });
}

declare module 'vitest' {
  interface ProvidedContext {
    /** The folder of the built site. */
    readonly site: string;
  }
}
