/** Asks in a terminal for what the command line leaves open. */
import { createInterface } from 'node:readline/promises';
import type { Arguments } from './arguments.js';
import { oneOf } from './arguments.js';
import { charmName } from './charm-name.js';
import { LANGUAGES, type Language, ROLES, type Role } from './template.js';
import { UsageError } from './usage-error.js';

/** What is needed to make a charm. */
export interface Request {
  readonly folder: string;
  readonly language: Language;
  readonly role: Role;
}

/** A terminal's two sides. */
export interface Terminal {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream & { readonly isTTY?: boolean };
}

/**
 * Completes the request, by questions if both sides are a terminal.
 *
 * @throws UsageError that names what is missing where nobody can be asked.
 */
export async function complete(given: Arguments, terminal: Terminal): Promise<Request> {
  const { folder, language, role } = given;
  if (folder !== undefined && language !== undefined && role !== undefined)
    return { folder, language, role };
  if (terminal.input.isTTY !== true || terminal.output.isTTY !== true)
    throw new UsageError(`Give ${missingIn(given).join(' and ')}, or run it in a terminal.`);
  return ask(given, terminal);
}

function missingIn({ folder, language, role }: Arguments): string[] {
  return [
    ...(folder === undefined ? ['a folder'] : []),
    ...(language === undefined ? [`--language ${LANGUAGES.join('|')}`] : []),
    ...(role === undefined ? [`--role ${ROLES.join('|')}`] : []),
  ];
}

async function ask(given: Arguments, { input, output }: Terminal): Promise<Request> {
  const lines = createInterface({ input, output });
  const ended = new AbortController();
  lines.once('close', () => ended.abort());
  const until = async <T>(question: string, read: (answer: string) => T): Promise<T> => {
    for (;;) {
      const answer = await lines.question(question, { signal: ended.signal });
      try {
        return read(answer.trim());
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        output.write(`${error.message}\n`);
      }
    }
  };
  try {
    return {
      folder: given.folder ?? (await until('Name of the charm: ', charmName)),
      language: given.language ?? (await until('Language (ts, python): ', choice(LANGUAGES))),
      role: given.role ?? (await until('Role (provider, integrator): ', choice(ROLES))),
    };
  } catch (error) {
    if (ended.signal.aborted) throw new UsageError('Nothing was made.', { cause: error });
    throw error;
  } finally {
    lines.close();
  }
}

function choice<T extends string>(choices: readonly T[]): (answer: string) => T {
  return (answer) => oneOf(choices, 'It', answer);
}
