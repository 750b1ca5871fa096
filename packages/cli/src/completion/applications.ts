/** The applications of which a command can be asked, from what the words before name: files, a unit, a cluster. */
import { parseArgs } from 'node:util';
import { historiesOf } from '../backups/history.js';
import { now } from '../command/clock.js';
import type { CommandSpec, Options } from '../command/command.js';
import { isCannotRunError } from '../command/errors.js';
import type { Io } from '../command/io.js';
import type { Facts } from '../facts/facts.js';
import { withEnvironment } from '../gather/environment.js';
import { gather } from '../gather/gather.js';
import { textOf } from '../input/fields.js';
import { couldBeName, splitWords } from '../input/words.js';
import { collectPublished } from '../published/collect-published.js';
import { viewTargets } from '../published/view-targets.js';
import { veleroRelease } from '../velero/velero-release.js';

/** Who presses TAB does not wait for longer. */
const TIMEOUT = '3s';

/** @param words of the command line after the command, without the one that is being typed. */
export async function applications(
  spec: CommandSpec,
  words: readonly string[],
  io: Io,
): Promise<readonly string[]> {
  try {
    const names = await namesFor(spec, words, io);
    // What a databag names may be anything.
    return [...new Set(names.filter(couldBeName))].sort();
  } catch (error) {
    // Completion says nothing where something is wrong: the command itself does.
    if (isCannotRunError(error)) return [];
    throw error;
  }
}

async function namesFor(spec: CommandSpec, words: readonly string[], io: Io): Promise<string[]> {
  const { values, positionals } = parseArgs({
    args: [...words],
    options: optionsOf(spec),
    strict: false,
    allowPositionals: true,
  });
  const given = camelCased({ ...values, timeout: TIMEOUT });
  const options = withEnvironment(given, spec, positionals, io);
  const { files } = splitWords(positionals, io);
  const quiet = { ...io, stderr: { ...io.stderr, isTTY: false, write: () => undefined } };
  const invocation = { words: files, options, io: quiet };
  if (spec.name === 'backups') {
    const { cluster } = await gather(invocation, files, {
      velero: ['schedules', 'backups'],
      useCurrent: true,
      pipe: false,
    });
    const histories = cluster === undefined ? [] : historiesOf(cluster, now(io.env));
    return histories.flatMap(({ app, schedule }) => app ?? schedule ?? []);
  }
  return namesIn(await gather(invocation, files, { pipe: false }));
}

async function namesIn(facts: Facts): Promise<string[]> {
  const views = await viewTargets(collectPublished(facts, undefined), veleroRelease({}).version);
  return views.flatMap(({ app }) => app ?? []);
}

/** A command's options as Node.js reads them. */
function optionsOf({ options }: CommandSpec) {
  return Object.fromEntries(
    options.flatMap(({ flags, isRepeatable = false }) => {
      const [, short, name, value] = /^(?:-(\w), )?--([\w-]+)(?: (.+))?$/.exec(flags) ?? [];
      if (name === undefined) return [];
      const type = value === undefined ? ('boolean' as const) : ('string' as const);
      return [[name, { type, multiple: isRepeatable, ...(short ? { short } : {}) }] as const];
    }),
  );
}

function camelCased(values: Readonly<Record<string, unknown>>): Options {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => {
      const key = name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
      const is = typeof value === 'boolean' ? value : (textOf(value) ?? listOfTexts(value));
      return is === undefined ? [] : [[key, is] as const];
    }),
  );
}

function listOfTexts(value: unknown): readonly string[] | undefined {
  return Array.isArray(value) ? value.map(String) : undefined;
}
