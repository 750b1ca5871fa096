import { RootCommand } from '@bomb.sh/tab';
import { captured } from '../output/captured.js';

/** The shells for which there is a completion script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

/** The script that makes a shell ask `kbt complete -- WORDS` for what may come next. */
export function completionScript(shell: (typeof SHELLS)[number]): string {
  const script = captured(() => new RootCommand().setup('kbt', 'kbt', shell));
  return shell === 'bash' ? withoutEval(script) : script;
}

/**
 * The library's script for bash joins the words that were typed and evaluates them, so that `$(...)` in an
 * unfinished line would run at TAB. Its scripts for zsh and fish quote each word.
 *
 * @throws Error if the library's script has changed and no longer is as this expects it.
 */
function withoutEval(script: string): string {
  const start = script.indexOf('    # Build the command to get completions\n');
  const end = script.indexOf('\n', script.indexOf('out=$(eval ')) + 1;
  const asked = ['    out=$(kbt complete -- "$', '{words[@]:1}" 2>/dev/null)\n'].join('');
  const safe = script.slice(0, start) + asked + script.slice(end);
  if (start === -1 || /\beval\b/.test(safe)) {
    throw new Error(
      "the completion library's script for bash has changed: see completion-script.ts",
    );
  }
  return safe;
}
