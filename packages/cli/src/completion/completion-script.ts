// Room: The scripts that complete a command line in bash, zsh and fish. May import any room that does not need it.
import { RootCommand } from '@bomb.sh/tab';
import { BASH_COMPLETION } from './bash-completion.js';
import { captured } from './captured.js';
import { ZSH_COMPLETION } from './zsh-completion.js';

/** The shells for which there is a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/**
 * The script that makes a shell ask `kbt complete -- WORDS` for what may come next.
 *
 * The library's scripts for bash and zsh evaluate what was typed, and bash evaluates file names as well, so
 * that a `$(...)` would run at TAB; both insert names unquoted. Its script for fish does neither.
 */
export function completionScript(shell: (typeof SHELLS)[number]): string {
  if (shell === 'bash') return BASH_COMPLETION;
  if (shell === 'zsh') return ZSH_COMPLETION;
  return captured(() => new RootCommand().setup('kbt', 'kbt', shell));
}
