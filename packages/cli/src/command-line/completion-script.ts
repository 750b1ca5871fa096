import { RootCommand } from '@bomb.sh/tab';
import { captured } from '../output/captured.js';

/** The shells for which there is a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** The script that makes a shell ask `kbt complete -- WORDS` for what may come next. */
export function completionScript(shell: (typeof SHELLS)[number]): string {
  return captured(() => new RootCommand().setup('kbt', 'kbt', shell));
}
