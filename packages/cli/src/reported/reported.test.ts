/** What people asked of Velero in public, with the answer that is right: each case names its source. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';
import { liveAnswers } from '../testing/live-answers.js';
import { recordingApi } from '../testing/recording-api.js';

interface Case {
  readonly id: string;
  readonly source: string;
  readonly right: string | null;
  /** The first word of the command is a file that is served as a cluster. */
  readonly as_live_cluster: boolean;
  readonly command: readonly string[];
  /** Patterns. */
  readonly says: readonly string[];
  readonly does_not_say: readonly string[];
}

const DATA = new URL('test-data/', import.meta.url);
const ENV = { KBT_NOW: '2026-11-24T10:00:00Z' };

const cases: readonly Case[] = read('cases.json');

describe('what people reported', () => {
  it.each(cases)('$id ($source): $right', async ({ command, says, does_not_say, ...asked }) => {
    const printed = await (asked.as_live_cluster ? runLive(command) : run(command));
    for (const text of says) expect(printed).toMatch(new RegExp(text, 'm'));
    for (const text of does_not_say) expect(printed).not.toMatch(new RegExp(text, 'm'));
  });
});

async function run(words: readonly string[]): Promise<string> {
  const { stdout, stderr } = await kbt(words, { cwd: fileURLToPath(DATA), env: ENV });
  return `${stdout}${stderr}`;
}

async function runLive([file = '', ...words]: readonly string[]): Promise<string> {
  const api = await recordingApi(liveAnswers(read(file)));
  try {
    return await run([...words, '--kubeconfig', api.kubeconfig]);
  } finally {
    await api.close();
  }
}

function read<T>(file: string): T {
  return JSON.parse(readFileSync(new URL(file, DATA), 'utf8'));
}
