/** Executor for the packages in TypeScript: see ../README.md for the protocol. */
import type { Request } from '../protocol.js';
import { typescriptAnswer } from '../typescript-answer.js';

// Not node:readline: it also breaks lines at U+2028, which JSON strings may hold.
let rest = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  const lines = `${rest}${chunk}`.split('\n');
  rest = lines.pop() ?? '';
  answerAll(lines);
}
if (rest !== '') answerAll([rest]);

/** Answers all lines at once; of a line that is no request, the answers before it are not lost. */
function answerAll(lines: readonly string[]): void {
  let answers = '';
  try {
    for (const line of lines) answers += `${answer(line)}\n`;
  } finally {
    process.stdout.write(answers);
  }
}

function answer(line: string): string {
  const request: Request = JSON.parse(line);
  return JSON.stringify(typescriptAnswer(request));
}
