/** Requests for the differential run: grammar, cron expressions, mutants of the grammar and of the corpus. */
import fc from 'fast-check';
import { cronCases } from '../../velero-oracle/arbitrary-cron.js';
import { aboutLayers, readCorpus } from '../corpus.js';
import { CONTRACT_LAYERS, type Request } from '../protocol.js';
import { Grammar } from './grammar.js';
import { mutate } from './mutate.js';
import { Random } from './random.js';

type Input = Pick<Request, 'layer' | 'input'>;

/** For which valid targets are linted; undefined: by the rules that hold for all releases. */
const VERSIONS = [
  undefined,
  '1.16.1',
  '1.17.2',
  '1.18.0',
  '1.18.1',
  'v1.18.2',
  '1.17.9',
  '1.18.3',
  'main',
] as const;

/** Mutants of long texts are slow and find what mutants of short ones find. */
const SEED_LENGTH = 3000;

const SEEDS: readonly Input[] = aboutLayers(readCorpus(), [...CONTRACT_LAYERS, 'cron'])
  .flatMap(({ cases }) => cases)
  .filter(({ input }) => JSON.stringify(input).length < SEED_LENGTH);

/** Batch number `index` of the run with `seed`: the same on every machine and in any order. */
export function generateBatch(seed: number, index: number, size: number): readonly Request[] {
  const random = new Random(seed * 1_000_003 + index);
  const expressions = generateExpressions(Math.ceil(size / CRON_EVERY), random);
  return Array.from({ length: size }, (_, number) => ({
    id: String(number),
    view: random.oneIn(2) ? 'read' : 'write',
    veleroVersion: random.pick(VERSIONS),
    ...(expressions[number / CRON_EVERY] ?? generateInput(random)),
  }));
}

/** One request in so many is a cron expression. */
const CRON_EVERY = 8;

/** The expressions that Velero's own libraries judge as well. */
const CRON_CASES = cronCases();

function generateExpressions(count: number, random: Random): Input[] {
  const cases = fc.sample(CRON_CASES, { numRuns: count, seed: random.below(2 ** 31) });
  return cases.map(({ expression }) => ({ layer: 'cron', input: expression }));
}

function generateInput(random: Random): Input {
  const grammar = new Grammar(random, random.pick([8, 25, 100]));
  switch (random.below(8)) {
    case 0:
      return mutateInput(
        SEEDS[random.below(SEEDS.length)] ?? { layer: 'object', input: '' },
        random,
      );
    case 1:
      return mutateInput(fromGrammar(grammar, random), random);
    default:
      return fromGrammar(grammar, random);
  }
}

function fromGrammar(grammar: Grammar, random: Random): Input {
  switch (random.below(6)) {
    case 0:
    case 1:
      return { layer: 'object', input: grammar.providerAppData() };
    case 2:
      return { layer: 'databag', input: flat(grammar, random) };
    default: {
      const other = random.oneIn(10) ? flat(grammar, random) : {};
      return { layer: 'databag', input: { ...other, backup_targets: grammar.targets() } };
    }
  }
}

function flat(grammar: Grammar, random: Random): Readonly<Record<string, string>> {
  const name = () => {
    if (random.oneIn(8)) return grammar.anything();
    const text = grammar.string();
    return random.oneIn(2) ? text : text.slice(1, -1);
  };
  const bag = { app: name(), relation_name: name(), model: name(), spec: grammar.spec() };
  const kept = Object.entries(bag).filter(() => !random.oneIn(20));
  return Object.fromEntries(kept);
}

function mutateInput({ layer, input }: Input, random: Random): Input {
  if (typeof input === 'string') return { layer, input: mutate(input, random) };
  const chosen = random.below(Object.keys(input).length);
  const texts = Object.entries(input).map(([key, text], index): [string, string] => [
    key,
    index === chosen ? mutate(text, random) : text,
  ]);
  return { layer, input: Object.fromEntries(texts) };
}
