/** Decode and validate a databag, and encode one, against the floor and against other validators. */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { decodeDatabag, encodeDatabag } from '@k8s-backup-target/schema';
import { PYTHON } from '@k8s-backup-target/tools/python-environment';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { Type } from 'typebox';
import { Compile } from 'typebox/compile';
import * as valibot from 'valibot';
import { z } from 'zod';
import { raceFunctions, ratioOf, timing } from './measure.js';
import { type Aim, atMost, type Race, type Section } from './section.js';

const EFFORT = { rounds: 11, seconds: 3 };
const REFERENCE_ROUNDS = 11;
const SIZES = [1, 20, 2000];

export async function benchmarkCodec(): Promise<Section> {
  const races: Race[] = [];
  const aims: Aim[] = [];
  for (const size of SIZES) {
    const text = encodeDatabag(dataOf(size)).backup_targets;
    const decode = await decodeRace(size, text);
    const encode = await encodeRace(size);
    races.push(decode, encode);
    const bound = size === 1 ? 1.3 : 1.15;
    const decoding = ratioOf(decode.timings, 'ours', 'JSON.parse');
    aims.push(atMost(`${decode.title}: over JSON.parse`, bound, decoding, DECODING));
    if (size < 2000) continue;
    const encoding = ratioOf(encode.timings, 'ours', 'JSON.stringify');
    aims.push(atMost(`${encode.title}: over JSON.stringify`, 2, encoding, ENCODING));
  }
  return {
    id: 'codec',
    title: 'Decode and encode a databag',
    method: METHOD,
    races,
    aims,
    plot: PLOT,
  };
}

const PLOT = {
  title: 'Decode a databag',
  floor: 'JSON.parse alone',
  races: 'Decode',
  contenders: ['ours', 'ajv', 'typebox', 'zod', 'valibot', 'Python reference'],
};
const METHOD =
  'Decoding is parsing, checking every rule, dropping unknown keys and filling in nulls. `JSON.parse` alone is the floor. The other validators check the same rules after `JSON.parse`; only ours and zod copy. `ajv` is compiled at run time from the canonical schema. The Python reference is timed in a Python process, from the text to the models.';
const DECODING =
  'after parsing there is one pass that checks every rule, and one object for each target with its path';
const ENCODING =
  'strings are checked for escapes one by one, and the whole is checked and copied before';

function dataOf(size: number): { backup_targets: ReturnType<typeof entry>[] } {
  return { backup_targets: Array.from({ length: size }, (_, index) => entry(index)) };
}

function entry(index: number) {
  return {
    app: `app-${index}`,
    relation_name: 'backup',
    model: 'my-model',
    spec: {
      include_namespaces: [`namespace-${index}`],
      include_resources: ['persistentvolumeclaims', 'services', 'deployments.apps'],
      exclude_namespaces: null,
      exclude_resources: null,
      include_cluster_resources: null,
      label_selector: { app: `app-${index}` },
      ttl: '72h',
    },
  };
}

async function decodeRace(size: number, text: string): Promise<Race> {
  const databag = { backup_targets: text };
  const parse = (): unknown => ({ backup_targets: JSON.parse(text) });
  const timings = await raceFunctions(
    [
      { name: 'JSON.parse', run: () => JSON.parse(text) },
      { name: 'ours', run: () => decodeDatabag(databag) },
      { name: 'ajv', run: () => validateWithAjv(parse()) },
      { name: 'typebox', run: () => typeboxCheck.Check(parse()) },
      { name: 'zod', run: () => zodSchema.safeParse(parse()) },
      { name: 'valibot', run: () => valibot.safeParse(valibotSchema, parse()) },
    ],
    EFFORT,
  );
  const reference = timing('Python reference', [timeReference(text)]);
  return {
    title: `Decode ${entries(size)}`,
    timings: [...timings, reference],
    floor: 'JSON.parse',
  };
}

async function encodeRace(size: number): Promise<Race> {
  const data = dataOf(size);
  const timings = await raceFunctions(
    [
      { name: 'JSON.stringify', run: () => flat(JSON.stringify(data.backup_targets)) },
      { name: 'ours', run: () => flat(encodeDatabag(data).backup_targets) },
    ],
    EFFORT,
  );
  return { title: `Encode ${entries(size)}`, timings, floor: 'JSON.stringify' };
}

/** V8 joins a text's pieces when a character is first asked for: whoever uses the text pays for it. */
function flat(text: string): number {
  return text.charCodeAt(text.length - 1);
}

function entries(size: number): string {
  return size === 1 ? '1 entry' : `${size} entries`;
}

const canonical = JSON.parse(readFileSync('schema/v0/k8s_backup_target.schema.json', 'utf8'));
const ttlPattern = new RegExp(canonical.$defs.K8sBackupTargetSpec.properties.ttl.pattern);
const validateWithAjv = new Ajv2020({ keywords: ['x-published-when-unset'] }).compile(canonical);

const names = Type.Optional(Type.Union([Type.Array(Type.String()), Type.Null()]));
const typeboxCheck = Compile(
  Type.Object({
    backup_targets: Type.Array(
      Type.Object({
        app: Type.String(),
        relation_name: Type.String(),
        model: Type.String(),
        spec: Type.Object({
          include_namespaces: names,
          include_resources: names,
          exclude_namespaces: names,
          exclude_resources: names,
          include_cluster_resources: Type.Optional(Type.Union([Type.Boolean(), Type.Null()])),
          label_selector: Type.Optional(
            Type.Union([Type.Record(Type.String(), Type.String()), Type.Null()]),
          ),
          ttl: Type.Optional(Type.Union([Type.String({ pattern: ttlPattern }), Type.Null()])),
        }),
      }),
    ),
  }),
);

const zodNames = z.array(z.string()).nullish();
const zodSchema = z.object({
  backup_targets: z.array(
    z.object({
      app: z.string(),
      relation_name: z.string(),
      model: z.string(),
      spec: z.object({
        include_namespaces: zodNames,
        include_resources: zodNames,
        exclude_namespaces: zodNames,
        exclude_resources: zodNames,
        include_cluster_resources: z.boolean().nullish(),
        label_selector: z.record(z.string(), z.string()).nullish(),
        ttl: z.string().regex(ttlPattern).nullish(),
      }),
    }),
  ),
});

const valibotNames = valibot.nullish(valibot.array(valibot.string()));
const valibotSchema = valibot.object({
  backup_targets: valibot.array(
    valibot.object({
      app: valibot.string(),
      relation_name: valibot.string(),
      model: valibot.string(),
      spec: valibot.object({
        include_namespaces: valibotNames,
        include_resources: valibotNames,
        exclude_namespaces: valibotNames,
        exclude_resources: valibotNames,
        include_cluster_resources: valibot.nullish(valibot.boolean()),
        label_selector: valibot.nullish(valibot.record(valibot.string(), valibot.string())),
        ttl: valibot.nullish(valibot.pipe(valibot.string(), valibot.regex(ttlPattern))),
      }),
    }),
  ),
});

const REFERENCE_PROGRAM = `
import json, statistics, sys, time
from charmlibs.interfaces.k8s_backup_target._schema import ProviderAppData
text = sys.stdin.read()
def decode():
    return ProviderAppData(backup_targets=json.loads(text))
def sample():
    count, start = 0, time.perf_counter()
    while time.perf_counter() - start < 0.02:
        decode()
        count += 1
    return (time.perf_counter() - start) / count
sample()
print(statistics.median(sample() for _ in range(${REFERENCE_ROUNDS})) * 1000)
`;

/** Milliseconds that the reference takes to decode the text, as Relation.load does it. */
function timeReference(text: string): number {
  const { stdout, stderr } = spawnSync(PYTHON, ['-c', REFERENCE_PROGRAM], {
    input: text,
    encoding: 'utf8',
  });
  const milliseconds = Number.parseFloat(stdout);
  if (Number.isNaN(milliseconds))
    throw new Error(`the Python reference could not be timed: ${stderr}`);
  return milliseconds;
}
