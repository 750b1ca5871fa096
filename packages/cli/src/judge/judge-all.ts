import type { ShapedInput } from '../input/shape.js';
import { judgeInput } from './judge-input.js';
import { type Judgement, together } from './judgement.js';

/** Judges all inputs, each by itself, and objects with the others too. */
export async function judgeAll(
  inputs: readonly ShapedInput[],
  veleroVersion: string,
): Promise<Required<Judgement>> {
  const objects = inputs.filter(({ shape }) => shape === 'object');
  if (objects.length === 0) return together(inputs.map((one) => judgeInput(one, veleroVersion)));
  // Cron expressions, time zones and what objects name: most inputs need none.
  const { judgeObjects } = await import('./objects-together.js');
  const { each, between } = judgeObjects(objects, veleroVersion);
  return together([
    ...inputs.map((input) => each.get(input) ?? judgeInput(input, veleroVersion)),
    { judged: 0, problems: between },
  ]);
}
