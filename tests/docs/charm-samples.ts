/** The TypeScript samples of the documents that are charms, made into charms. */
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { chmod, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundleSnippet } from '@k8s-backup-target/tools/run-snippet';

/** One block of a document, whose code runs in a hook. */
export interface CharmSample {
  /** The document and the number of the block among all of its blocks. */
  readonly name: string;
  readonly code: string;
  readonly role: 'provider' | 'requirer';
}

const BLOCK = /^```ts[^\n]*\n([\s\S]*?)^```$/gm;

/** Every block of every document that opens a hook, or is called in one. */
export function charmSamples(): CharmSample[] {
  return documents().flatMap((document) =>
    [...readFileSync(document, 'utf8').matchAll(BLOCK)].flatMap(([, code = ''], index) => {
      if (!/\b(?:openHook|readHookContext)\(/.test(code)) return [];
      const role = code.includes('K8sBackupTargetRequirer') ? 'requirer' : 'provider';
      return [{ name: `${document} ${index + 1}`, code, role } as const];
    }),
  );
}

function documents(): string[] {
  const listed = execFileSync('git', ['ls-files', '*.md'], { encoding: 'utf8' });
  return listed.split('\n').filter((path) => path !== '' && !path.endsWith('CHANGELOG.md'));
}

const METADATA = {
  name: 'sample',
  provides: { backup: { interface: 'k8s_backup_target' } },
  requires: { 'k8s-backup-target': { interface: 'k8s_backup_target' } },
  config: {
    options: {
      ttl: { type: 'string', default: '30d' },
      namespace: { type: 'string', default: 'prod' },
      'agent-socket': { type: 'boolean', default: true },
    },
  },
  actions: { 'show-namespace': {} },
};

/** Bundles the code in CommonJS, as the documents say, and makes a charm of it below `folder`. */
export async function makeSampleCharm(code: string, folder: string): Promise<string> {
  const charm = await mkdtemp(join(folder, 'sample-'));
  await bundleSnippet(code, process.cwd(), join(charm, 'charm.cjs'));
  await writeFile(join(charm, 'charmcraft.yaml'), JSON.stringify(METADATA));
  await writeFile(join(charm, 'dispatch'), `#!/bin/sh\nexec '${process.execPath}' ./charm.cjs\n`);
  await chmod(join(charm, 'dispatch'), 0o755);
  return charm;
}
