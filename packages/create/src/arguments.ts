/** The command line: what was given, checked, with questions left open. */
import { parseArgs } from 'node:util';
import { LANGUAGES, type Language, ROLES, type Role } from './template.js';
import { UsageError } from './usage-error.js';

/** Undefined is what was not given. */
export interface Arguments {
  readonly folder: string | undefined;
  readonly language: Language | undefined;
  readonly role: Role | undefined;
  readonly help: boolean;
  readonly version: boolean;
}

export const USAGE = `Usage: npm create @k8s-backup-target@latest FOLDER -- --language LANGUAGE --role ROLE

Makes a new charm in FOLDER, which is called as the folder is.

  --language LANGUAGE  ts or python
  --role ROLE          provider: the charm of an application that is to be backed up
                       integrator: a charm that hands on to Velero what is to be backed up
  --help               print this
  --version            print the version

In a terminal it asks for what is not given. FOLDER must be new or empty.`;

const OPTIONS = {
  language: { type: 'string' },
  role: { type: 'string' },
  help: { type: 'boolean' },
  version: { type: 'boolean' },
} as const;

/**
 * Reads the command line.
 *
 * @throws UsageError for an unknown option, a value that an option cannot have, or more than one folder.
 */
export function readArguments(words: readonly string[]): Arguments {
  const { values, positionals } = parsed(words);
  const [folder, ...others] = positionals;
  if (others.length > 0)
    throw new UsageError(`One folder can be made at a time, not ${positionals.join(', ')}.`);
  return {
    folder,
    language: choice(LANGUAGES, '--language', values.language),
    role: choice(ROLES, '--role', values.role),
    help: values.help ?? false,
    version: values.version ?? false,
  };
}

function choice<T extends string>(
  choices: readonly T[],
  option: string,
  value: string | undefined,
): T | undefined {
  return value === undefined ? undefined : oneOf(choices, option, value);
}

interface Words {
  readonly values: {
    readonly language?: string | undefined;
    readonly role?: string | undefined;
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

/**
 * Returns a value if it is one of the choices.
 *
 * @param subject - What has the value, for the message.
 * @throws UsageError that lists the choices.
 */
export function oneOf<T extends string>(choices: readonly T[], subject: string, value: string): T {
  const found = choices.find((choice) => choice === value);
  if (found !== undefined) return found;
  throw new UsageError(`${subject} is ${choices.join(' or ')}, not ${JSON.stringify(value)}.`);
}
