/** The page of status texts has each text that the provider can show, and no other. */
import { readFileSync } from 'node:fs';
import { type Outcome, statusOf } from '@k8s-backup-target/provider';
import { expect, it } from 'vitest';

type Relations = Extract<Outcome, { readonly relations: unknown }>['relations'];

const [, PROVIDER = ''] = readFileSync('docs/statuses.md', 'utf8').split(/^## /m);

const ROWS = [...PROVIDER.matchAll(/^\| (active|waiting|blocked) \| `([^`]+)` \|/gm)].map(
  ([, status = '', text = '']) => ({ status, text }),
);

function skipped(reason: Extract<Outcome, { readonly status: 'skipped' }>['reason']): Outcome {
  return { status: 'skipped', reason, endpoints: ['backup', 'backup-integrator'] };
}

function related(relations: Relations): Outcome {
  return { status: 'unchanged', relations, warnings: [] };
}

const GONE: Relations = [{ relation: 'backup:2', status: 'gone' }];
const HELD: Relations = [{ relation: 'backup:1', status: 'unchanged' }];
const NONE: Relations = [{ relation: 'backup:1', status: 'withdrawn' }];

const OUTCOMES: readonly Outcome[] = [
  {
    status: 'refused',
    issues: [{ path: '/ttl', rule: 'pattern', message: 'must look like 72h' }],
  },
  skipped('hook-not-ours'),
  skipped('no-relation'),
  skipped('not-leader'),
  skipped('nothing-wanted'),
  related(HELD),
  related([...HELD, ...GONE]),
  related(GONE),
  related(NONE),
  related([...NONE, ...GONE]),
];

/** The row's text with what differs in it filled in. */
function filled(text: string): string {
  return text
    .replace('gone: RELATION', 'gone: backup:2')
    .replace('RELATION', 'backup:1')
    .replace('ENDPOINT', 'backup or backup-integrator')
    .replace('ISSUE', '/ttl must look like 72h');
}

it('names each status that an outcome calls for', () => {
  const shown = OUTCOMES.flatMap((outcome) => statusOf(outcome) ?? []);
  const texts = new Set(shown.map(({ status, message }) => `${status} ${message}`));
  expect(new Set(ROWS.map(({ status, text }) => `${status} ${filled(text)}`))).toEqual(texts);
});

it('has no other words for the example integrators', () => {
  const sources = ['status.ts', 'descriptions.ts'].map((name) =>
    readFileSync(`examples/integrator-charm/src/${name}`, 'utf8'),
  );
  const words = ['Manual backup mode', 'Schedule paused', 'Schedule: ', 'Unit is ready (standby)'];
  for (const word of [...words, 'no application asks for a backup'])
    expect(sources.join('\n')).toContain(word);
});
