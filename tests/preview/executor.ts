/** `npm run --silent preview:executor`: JSON Lines in, JSON Lines out, in the vectors' own form. */
import { createInterface } from 'node:readline';
import { answerTo } from './protocol.js';

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answerTo(JSON.parse(line)))}\n`);
}
