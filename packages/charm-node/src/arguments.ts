/** The command line: what was given, checked. */
import { parseArgs } from 'node:util';

/** What was asked for cannot be done; the message says why, and what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** The processors that a charm's Node.js is pinned for, as Node.js calls them. */
export const PROCESSORS = ['x64', 'arm64'] as const;

export type Processor = (typeof PROCESSORS)[number];

/** As charmcraft calls them under `platforms`. */
const AS_PLATFORM: Readonly<Record<string, Processor>> = { amd64: 'x64', arm64: 'arm64' };

export interface Arguments {
  /** The charm's folder. */
  readonly folder: string;
  readonly processor: Processor;
  readonly help: boolean;
  readonly version: boolean;
}

export const USAGE = `Usage: charm-node [FOLDER] [--platform PLATFORM]

Puts a Node.js into FOLDER/bin/node, and the licences and a bill of materials (CycloneDX) of what a charm then holds
into FOLDER/bin/licenses.
FOLDER is a charm's, with its charmcraft.yaml. Without it, the folder you are in is meant.

  --platform PLATFORM  amd64 or arm64, as under platforms in charmcraft.yaml. Default: this machine's
  --help               print this
  --version            print the version`;

const OPTIONS = {
  platform: { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

/**
 * Reads the command line.
 *
 * @param machine - This machine's processor, as `process.arch` names it.
 * @throws UsageError for an unknown option, a platform without a Node.js, or more than one folder.
 */
export function readArguments(words: readonly string[], machine: string): Arguments {
  const { values, positionals } = parsed(words);
  const [folder = '.', ...others] = positionals;
  if (others.length > 0)
    throw new UsageError(`One folder can be given, not ${positionals.join(', ')}.`);
  const { platform, help = false, version = false } = values;
  return { folder, processor: processorOf(platform, machine), help, version };
}

function processorOf(platform: string | undefined, machine: string): Processor {
  const known = Object.keys(AS_PLATFORM).join(' or ');
  if (platform === undefined) {
    const own = PROCESSORS.find((processor) => processor === machine);
    if (own !== undefined) return own;
    throw new UsageError(`No Node.js is pinned for ${machine}. Give --platform ${known}.`);
  }
  const processor = Object.hasOwn(AS_PLATFORM, platform) ? AS_PLATFORM[platform] : undefined;
  if (processor !== undefined) return processor;
  throw new UsageError(`--platform is ${known}, not ${JSON.stringify(platform)}.`);
}

interface Words {
  readonly values: {
    readonly platform?: string | undefined;
    readonly help?: boolean | undefined;
    readonly version?: boolean | undefined;
  };
  readonly positionals: readonly string[];
}

// `charm-node` and `create` word such an error alike. They share no package, and these lines are fewer than one.
function parsed(words: readonly string[]): Words {
  try {
    return parseArgs({ args: [...words], options: OPTIONS, allowPositionals: true });
  } catch (error) {
    const [first = ''] = String(error instanceof Error ? error.message : error).split('. ');
    throw new UsageError(
      `${first.replace(/\.$/, '')}. The options are --${Object.keys(OPTIONS).join(', --')}.`,
      { cause: error },
    );
  }
}
