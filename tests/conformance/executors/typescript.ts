/** Executor for the packages in TypeScript: see ../README.md for the protocol. */
import type { Answer, Request } from '../protocol.js';
import { typescriptAnswer } from '../typescript-answer.js';

// Not node:readline: it also breaks lines at U+2028, which JSON strings may hold.
let rest = '';
for await (const chunk of process.stdin.setEncoding('utf8')) {
  const lines = `${rest}${chunk}`.split('\n');
  rest = lines.pop() ?? '';
  await answerAll(lines);
}
if (rest !== '') await answerAll([rest]);

/** Answers all lines at once; of a line that is not a request, the answers before it are not lost. */
async function answerAll(lines: readonly string[]): Promise<void> {
  let answers = '';
  try {
    for (const line of lines) answers += `${JSON.stringify(await answer(JSON.parse(line)))}\n`;
  } finally {
    process.stdout.write(answers);
  }
}

async function answer(request: Request): Promise<Answer> {
  if (request.layer !== 'publish' && request.layer !== 'claims') return typescriptAnswer(request);
  // A simulated model is imported only where one is asked for.
  const { claimsAnswer, publishAnswer } = await import('../typescript-roles.js');
  return request.layer === 'publish' ? publishAnswer(request) : claimsAnswer(request);
}
