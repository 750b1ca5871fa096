import { readFileSync } from 'node:fs';

/** A command in a document, and what it prints there. */
export interface ConsoleExample {
  readonly line: string;
  readonly output: string;
}

/** The commands in the fenced blocks of a document whose info string is `info`. */
export function consoleExamples(document: string, info: string): ConsoleExample[] {
  const text = readFileSync(document, 'utf8');
  return [...text.matchAll(/^```([^\n]+)\n([\s\S]*?)^```$/gm)]
    .filter(([, found]) => found === info)
    .flatMap(([, , block = '']) => examplesIn(block));
}

function examplesIn(block: string): ConsoleExample[] {
  return block
    .split(/^\$ /m)
    .slice(1)
    .map((example) => {
      const [line = '', ...output] = example.split('\n');
      return { line, output: output.join('\n').trimEnd() };
    });
}
