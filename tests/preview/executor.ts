/**
 * `npm run --silent preview:executor`: JSON Lines in, JSON Lines out, in the vectors' own form. A line that
 * cannot be answered gets its `id`, if it has one, and an `error`; the lines after it are answered.
 */
import { createInterface } from 'node:readline';
import { answerTo } from './protocol.js';

for await (const line of createInterface({ input: process.stdin })) {
  if (line.trim() !== '') process.stdout.write(`${JSON.stringify(answer(line))}\n`);
}

function answer(line: string): unknown {
  let id: unknown = null;
  try {
    const request = JSON.parse(line);
    id = request.id;
    return answerTo(request);
  } catch (error) {
    return { id, error: String(error) };
  }
}
