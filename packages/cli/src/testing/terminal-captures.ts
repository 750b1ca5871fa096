/** The captures of a terminal in `docs/cli.md`: the page's text blocks. */
import { readFileSync } from 'node:fs';
import { delimiter } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXAMPLES, kbt } from './kbt.js';

/** The page. */
export const PAGE: string = fileURLToPath(new URL('../../../../docs/cli.md', import.meta.url));

/** A capture as it is in the page. */
export interface Capture {
  /** The command line, without the prompt. */
  readonly line: string;
  readonly columns: number;
  /** The block with its fences. */
  readonly text: string;
}

/** The page's text blocks that show a command; a heading `80 columns` says how wide their terminal is. */
export function textCaptures(): Capture[] {
  const sections = readFileSync(PAGE, 'utf8').split(/^## /m);
  return sections.flatMap((section) => {
    const columns = Number(/^(\d+) columns/.exec(section)?.[1]);
    return [...section.matchAll(/^```text\n\$ ([^\n]+)\n[\s\S]*?^```$/gm)].map(
      ([text, line = '']) => ({ line, columns, text }),
    );
  });
}

/** The block that a command prints now. */
export async function block({ line, columns }: Capture): Promise<string> {
  return `\`\`\`text\n$ ${line}\n${await printed(line, columns)}\n\`\`\``;
}

async function printed(line: string, columns: number): Promise<string> {
  const [program, ...words] = line.split(' ');
  if (program !== 'kbt') throw new Error(`not a command of kbt: ${line}`);
  // The examples' own `juju` answers.
  const env = { PATH: [EXAMPLES, process.env['PATH']].join(delimiter) };
  const { stdout, stderr } = await kbt(words, { columns, env });
  return (stdout + stderr).trimEnd();
}
