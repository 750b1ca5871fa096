import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JujuAgent } from './index.js';
import { type Answer, type Recording, readRecording } from './test-data/recorded-answers.js';
import { type Replayed, replay } from './test-data/replay.js';

/** A reviewed difference from Juju: which command, and in which hooks of which versions. */
interface KnownDifference {
  readonly reason: string;
  /** By the command's number and line: the numbers of the hooks, by version. */
  readonly commands: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

interface Known {
  readonly answers: readonly KnownDifference[];
  /** By variable: why it is another than recorded, in the versions named. */
  readonly environment: Readonly<
    Record<string, { readonly reason: string; readonly versions: readonly string[] }>
  >;
}

const RECORDING: Recording = readRecording();
const KNOWN: Known = JSON.parse(
  readFileSync(new URL('./test-data/known-differences.json', import.meta.url), 'utf8'),
);

/** Variables that the script that runs the commands adds to the hook's own. */
const OF_THE_SHELL = ['', '_', 'OLDPWD', 'PWD', 'SHLVL'];

// 15,030 processes, of which a busy machine starts some hundred in a second.
const MANY = { timeout: 600_000 };

let agent: JujuAgent;
let replayed: ReadonlyMap<string, readonly Replayed[]>;

beforeAll(async () => {
  agent = await JujuAgent.start();
  replayed = await replayAll();
}, MANY.timeout);

afterAll(() => agent.close());

/** Every hook of every version, as many at once as there are processors, and one more. */
async function replayAll(): Promise<ReadonlyMap<string, readonly Replayed[]>> {
  const runs = RECORDING.versions.flatMap((version) =>
    RECORDING.hooks.map((hook) => ({ version, hook })),
  );
  const results: Replayed[] = [];
  const next = runs.entries();
  const work = async (): Promise<void> => {
    for (const [index, { version, hook }] of next) {
      results[index] = await replay(RECORDING, version, hook, agent);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() + 1 }, work));
  const count = RECORDING.hooks.length;
  return new Map(
    RECORDING.versions.map((version, index) => [
      version,
      results.slice(index * count, (index + 1) * count),
    ]),
  );
}

/** The stand-in for the controller knew but one time; the simulator knows none. */
function withoutTimes(text: string | null): string | undefined {
  return text?.replaceAll(/\d{4}-\d\d-\d\d \d\d:\d\d:\d\dZ/g, 'TIME');
}

function isSame(recorded: Answer, answered: Answer | undefined): boolean {
  return (
    recorded[0] === answered?.[0] &&
    [1, 2].every((index) => {
      const text = recorded[index as 1 | 2];
      return (
        text === null || withoutTimes(text) === withoutTimes(answered?.[index as 1 | 2] ?? null)
      );
    })
  );
}

/** Each difference as `159 relation-get … | 3.6.28 | config-changed leader`. */
function differences(version: string): readonly string[] {
  return RECORDING.hooks.flatMap(({ name }, hook) =>
    RECORDING.commands.flatMap(({ argv, answers }, index) => {
      const recorded = answers[version]?.[hook];
      const answered = replayed.get(version)?.[hook]?.answers[index];
      const same = recorded !== undefined && isSame(recorded, answered);
      return same ? [] : [`${index} ${argv.join(' ')} | ${version} | ${name}`];
    }),
  );
}

function knownDifferences(version: string): readonly string[] {
  return KNOWN.answers.flatMap(({ commands }) =>
    Object.entries(commands).flatMap(([command, hooks]) =>
      [...(hooks[version] ?? '')].map(
        (hook) => `${command} | ${version} | ${RECORDING.hooks[Number(hook)]?.name}`,
      ),
    ),
  );
}

describe("the simulator's hook commands", MANY, () => {
  it('were all run', () => {
    const answers = [...replayed.values()].flat().flatMap((result) => result.answers);
    expect(answers).toHaveLength(15_030);
  });

  it.each(RECORDING.versions)(
    'answer as those of Juju %s, but for reviewed differences',
    (version) => {
      expect([...differences(version)].sort()).toEqual([...knownDifferences(version)].sort());
    },
  );

  it('have a reason for each difference', () => {
    for (const { reason } of KNOWN.answers) expect(reason).toMatch(/\.$/);
  });
});

describe("a hook's environment", MANY, () => {
  it.each(RECORDING.versions)('is that of Juju %s, but for reviewed differences', (version) => {
    const found = RECORDING.hooks.flatMap(({ name }, hook) => {
      const recorded = RECORDING.environment[version]?.[name] ?? {};
      return strangeVariables(recorded, replayed.get(version)?.[hook]?.environment ?? {});
    });
    const known = Object.entries(KNOWN.environment)
      .filter(([, { versions }]) => versions.includes(version))
      .map(([variable]) => variable);
    expect([...new Set(found)].sort()).toEqual(known.sort());
  });
});

/** The variables that are not as recorded; null was recorded for what depends on the machine. */
function strangeVariables(
  recorded: Readonly<Record<string, string | null>>,
  found: Readonly<Record<string, string>>,
): readonly string[] {
  const names = new Set([...Object.keys(recorded), ...Object.keys(found)]);
  return [...names]
    .filter((name) => !OF_THE_SHELL.includes(name))
    .filter((name) => {
      const value = recorded[name];
      return value === null ? found[name] === undefined : found[name] !== value;
    });
}
