import { constants } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type HookOrAction, isAction } from '../model/hook-request.js';

/**
 * The program that Juju starts for a hook or action: the charm's `dispatch` or, in a charm without one, the program
 * by that name below `hooks` or `actions`. Null for a hook that such a charm has nothing for.
 *
 * @throws Error for a folder that is not there, or one with nothing in it that can be executed
 */
export async function charmProgram(
  charmDir: string,
  request: HookOrAction,
): Promise<string | null> {
  if (!(await exists(charmDir))) throw new Error(`there is no charm folder ${charmDir}`);
  const named = isAction(request) ? join('actions', request.action) : join('hooks', request.hook);
  for (const program of [join(charmDir, 'dispatch'), join(charmDir, named)]) {
    if (!(await exists(program))) continue;
    await checkExecutable(program);
    return program;
  }
  const hasHooks = await exists(join(charmDir, 'hooks'));
  if (hasHooks && !isAction(request)) return null;
  const missing = hasHooks ? named : 'dispatch';
  throw new Error(`${charmDir} has no ${missing}: is it the folder of a charm, and is it built?`);
}

async function checkExecutable(program: string): Promise<void> {
  try {
    await access(program, constants.X_OK);
  } catch (cause) {
    throw new Error(`${program} cannot be executed: chmod +x ${program}`, { cause });
  }
  if (await isExecutableFormat(program)) return;
  throw new Error(
    `${program} cannot be executed: exec format error; its first line must name what runs it, as #!/bin/sh does`,
  );
}

/** Juju executes the file itself, and falls back to no shell as Node.js does. */
async function isExecutableFormat(program: string): Promise<boolean> {
  const file = await open(program);
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return buffer.toString('latin1', 0, 2) === '#!' || buffer.toString('latin1') === '\x7fELF';
  } finally {
    await file.close();
  }
}

/** Why a program that is there and executable could not be started all the same. */
export function startFailure(program: string, cause: Error): Error {
  const code = 'code' in cause ? cause.code : undefined;
  const hint =
    code === 'ENOENT' ? 'the program that its first line names (#!) is not there' : cause.message;
  return new Error(`${program} could not be started: ${hint}`, { cause });
}

function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
