import { objectTwiceObject, storageLocationMarked } from '../generated/cluster-templates.js';
import type { ShapedInput } from '../input/shape.js';
import { findingAt, findingBy, type InputFinding, type UnplacedFinding } from './input-finding.js';
import { judgeObject } from './judge-object.js';
import type { Judgement } from './judgement.js';
import { isMarked, keyOf, type Neighbour, neighboursIn } from './neighbours.js';
import { References } from './references.js';

/** What is said of each object, and of objects that do not go together. */
interface ObjectsJudged {
  readonly each: ReadonlyMap<ShapedInput, Judgement>;
  readonly between: readonly InputFinding[];
}

/** Judges objects, each by itself and with the others. */
export function judgeObjects(inputs: readonly ShapedInput[], veleroVersion: string): ObjectsJudged {
  const neighbours = neighboursIn(inputs);
  const references = new References(neighbours, veleroVersion);
  return {
    each: new Map(inputs.map((input) => [input, judgeObject(input, veleroVersion, references)])),
    between: [...writtenTwice(neighbours.all), ...markedTwice(neighbours.all)],
  };
}

/** Of two objects of one name in a folder, the one that is applied last counts. */
function writtenTwice(all: readonly Neighbour[]): readonly InputFinding[] {
  const first = new Map<string, Neighbour>();
  return all.flatMap((one) => {
    const { kind, name, namespace = '', folder } = one;
    const key = keyOf(kind, name, namespace, folder);
    const before = first.get(key);
    if (before === undefined) {
      first.set(key, one);
      return [];
    }
    const { document, pointer } = before.input;
    const { line } = document.positionOf(pointer);
    const values = { kind, file: document.source.name, line: String(line) };
    return [findingOn(one, '/metadata/name', findingBy(objectTwiceObject, values))];
  });
}

/** Velero takes any of several default locations. */
function markedTwice(all: readonly Neighbour[]): readonly InputFinding[] {
  const first = new Map<string, Neighbour>();
  return all.filter(isMarked).flatMap((one) => {
    const key = keyOf(one.folder, one.namespace ?? '');
    const before = first.get(key);
    if (before === undefined || before.name === one.name) {
      first.set(key, before ?? one);
      return [];
    }
    const values = { name: before.name };
    return [findingOn(one, '/spec/default', findingBy(storageLocationMarked, values))];
  });
}

function findingOn(
  { input, kind, name }: Neighbour,
  path: string,
  finding: UnplacedFinding,
): InputFinding {
  const place = { document: input.document, pointer: `${input.pointer}${path}`, inner: null };
  return findingAt(place, finding, `${kind} ${name}`);
}
