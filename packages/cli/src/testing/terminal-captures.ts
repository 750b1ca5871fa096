/** The captures of a terminal in `docs/cli.md`: text blocks in the page, and pictures in colour beside it. */
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { EXAMPLES, kbt } from './kbt.js';
import { terminalSvg } from './terminal-svg.js';

/** The page. */
export const PAGE: string = fileURLToPath(new URL('../../../../docs/cli.md', import.meta.url));

const PICTURES = fileURLToPath(new URL('../../../../docs/cli', import.meta.url));

/** A capture as it stands in the docs. */
export interface Capture {
  /** The command line, without the prompt. */
  readonly line: string;
  readonly columns: number;
  /** The page's block with its fences, or the whole picture. */
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

/** The pictures, by file name, for example `targets-120.svg`; each has its command as title. */
export function pictures(): ReadonlyMap<string, Capture> {
  const found = readdirSync(PICTURES).map((name): [string, Capture] => {
    const text = readFileSync(join(PICTURES, name), 'utf8');
    const line = /<title>\$ ([^<]+)<\/title>/.exec(text)?.[1] ?? '';
    return [name, { line, columns: Number(/-(\d+)\.svg$/.exec(name)?.[1]), text }];
  });
  return new Map(found);
}

/** The path of a picture. */
export function pathOf(picture: string): string {
  return join(PICTURES, picture);
}

/** The block that a command prints now. */
export async function block({ line, columns }: Capture): Promise<string> {
  return `\`\`\`text\n$ ${line}\n${await printed(line, columns, false)}\n\`\`\``;
}

/** The picture of what a command prints now. */
export async function picture({ line, columns }: Capture): Promise<string> {
  return terminalSvg(`$ ${line}`, await printed(line, columns, true), columns);
}

async function printed(line: string, columns: number, isColourful: boolean): Promise<string> {
  const [program, ...words] = line.split(' ');
  if (program !== 'kbt') throw new Error(`not a command of kbt: ${line}`);
  // The examples' own `juju` answers.
  const env = { PATH: [EXAMPLES, process.env['PATH']].join(delimiter) };
  const { stdout, stderr } = await kbt(words, { columns, isColourful, env });
  return (stdout + stderr).trimEnd();
}
