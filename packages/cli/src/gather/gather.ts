// Room: Asks Juju and the cluster for what a command needs. May import any room that does not need it.
import { liveVelero, namesCluster } from '../cluster/live.js';
import type { Invocation, Options } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import { timeoutSeconds } from '../command/parse-seconds.js';
import { collectFacts } from '../facts/collect.js';
import type { Facts } from '../facts/facts.js';
import { textOf } from '../input/fields.js';
import { readInputs } from '../input/read-inputs.js';
import type { ShapedInput } from '../input/shape.js';
import { askJuju, type Question } from '../juju/ask-juju.js';
import { readConfig } from '../juju/config.js';
import type { VeleroType } from '../rbac/needs.js';

const NOTHING_MORE: Question = { configOf: [], withReceivers: false };

/** Sources to read besides the files. */
export interface Wanted {
  readonly juju?: Question;
  /** What to read of Velero in the cluster that the command line names. Default: nothing. */
  readonly velero?: readonly VeleroType[];
  /** True to look at the cluster in use where none is named and no file. */
  readonly useCurrent?: boolean;
  /** True to look at the cluster in use where none is named and no inventory is among the files. */
  readonly withInventory?: boolean;
  /** True to read standard input where neither files nor a unit are named. Default true. */
  readonly pipe?: boolean;
}

/**
 * Everything that a command line points to: files or standard input, Juju's client, a cluster.
 *
 * @param words the words of the command line that are files.
 * @throws CannotRunError `usage` where it points to nothing.
 */
export async function gather(
  { options, io }: Invocation,
  words: readonly string[],
  {
    juju = NOTHING_MORE,
    velero = [],
    useCurrent = false,
    withInventory = false,
    pipe = true,
  }: Wanted = {},
): Promise<Facts> {
  timeoutSeconds(options);
  const { inputs: asked, notAsked } = await askJuju(options, io, juju);
  const readsFiles = words.length > 0 || (asked.length === 0 && pipe);
  const read = readsFiles ? await readInputs(words, io) : [];
  refuseUnreadable(read);
  const needsCluster =
    (useCurrent && words.length === 0) ||
    (withInventory && read.every(({ shape }) => shape !== 'inventory'));
  const named = inConfiguredNamespace(options, [...read, ...asked]);
  const cluster = needsCluster ? inUse(named) : named;
  const live = velero.length === 0 ? undefined : await liveVelero(cluster, io, velero);
  if (read.length === 0 && asked.length === 0 && live === undefined) {
    throw new CannotRunError(
      'usage',
      'there is nothing to read: name files, pipe `juju show-unit` in, or ask Juju with --unit',
    );
  }
  return { ...collectFacts([...read, ...asked], live), notAsked };
}

/**
 * The options, with the namespace in which the integrators apply Schedules, where the command line names none.
 *
 * @throws CannotRunError `usage` for several, of which one is read at a time.
 */
function inConfiguredNamespace(options: Options, inputs: readonly ShapedInput[]): Options {
  if (options['veleroNamespace'] !== undefined || !namesCluster(options)) return options;
  const names = new Set(
    inputs
      .filter(({ shape }) => shape === 'juju-config')
      .map((input) => readConfig(input).values)
      .filter((values) => values['forward-to'] === 'kubernetes')
      .flatMap((values) => textOf(values['velero-namespace'])?.trim() || []),
  );
  if (names.size > 1) {
    const list = [...names].join(', ');
    throw new CannotRunError(
      'usage',
      `the integrators apply Schedules in the namespaces ${list}: ask about one model at a time with -m`,
    );
  }
  const [name] = names;
  return name === undefined ? options : { ...options, veleroNamespace: name };
}

/** A file of a folder that cannot be read may hold what the answer lacks. */
function refuseUnreadable(inputs: readonly ShapedInput[]): void {
  const found = inputs.find(({ shape }) => shape === 'unreadable');
  if (found !== undefined) throw new CannotRunError('input', withoutCode(String(found.value)));
}

function withoutCode(message: string): string {
  return message.replace(/^input: /, '');
}

/** The cluster in use, where the command line names none. */
export function inUse(options: Options): Options {
  return namesCluster(options) ? options : { ...options, context: 'current' };
}
