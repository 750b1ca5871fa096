import { CannotRunError, isCannotRunError } from '../command/errors.js';
import { cleanPaste, withoutColours } from './clean-paste.js';
import type { InputDocument } from './document.js';
import { embeddedIn } from './embedded.js';
import { fieldsOf, listOf } from './fields.js';
import { parseSource } from './parse-source.js';
import { type ShapedInput, shapesIn } from './shape.js';
import type { Source } from './source.js';

/** Parses texts that were read, and finds out what each holds. */
export async function shapeSources(sources: readonly Source[]): Promise<ShapedInput[]> {
  const shapes = await Promise.all(sources.map(shapesOfSource));
  return shapes.flat();
}

const TEMPLATE =
  'is a template of a Helm chart: judge what is made of it, with `helm template CHART | kbt validate -`';

/** True of a text with a template's expression where YAML has a key or a value; in quotes it may be meant. */
function isHelmTemplate(text: string): boolean {
  return text.includes('{{') && /(?:^|[:-])[ \t]*\{\{-?[ \t]*[\w.$"/(]/m.test(text);
}

/** A text that cannot be read as it is may be one that was pasted. */
async function shapesOfSource(source: Source): Promise<readonly ShapedInput[]> {
  const plain = { ...source, text: withoutColours(source.text) };
  if (source.mayBeOther === true) return shapesOfMany(plain);
  if (isHelmTemplate(plain.text)) throw new CannotRunError('input', `${source.name} ${TEMPLATE}`);
  try {
    return await shapesOfDocuments(await parseSource(plain), shapesOrThrow);
  } catch (error) {
    const cleaned = { ...plain, text: cleanPaste(plain.text) };
    if (!isCannotRunError(error) || cleaned.text === plain.text || cleaned.text.trim() === '') {
      throw error;
    }
    return await shapesOfDocuments(await parseSource(cleaned), shapesOrThrow);
  }
}

/** With what a document holds as a text: what holds it need not be of ours. */
async function shapesOfDocuments(
  documents: readonly InputDocument[],
  shapesOf: (document: InputDocument) => readonly ShapedInput[],
): Promise<readonly ShapedInput[]> {
  const shapes = documents.map(async (document) => {
    const within = (await embeddedIn(document)).flatMap(shapesIn);
    return within.length > 0 ? [...shapesIn(document), ...within] : shapesOf(document);
  });
  return (await Promise.all(shapes)).flat();
}

/** What names these is worth a word where it cannot be read; other files are somebody else's. */
const OURS = /velero\.io\/|backup_targets|include_namespaces/;

/** Of a file among many: what it holds of ours, and that it may hold something, where it cannot be read. */
async function shapesOfMany(source: Source): Promise<readonly ShapedInput[]> {
  if (source.text.trim() === '') return [];
  if (isHelmTemplate(source.text)) {
    return OURS.test(source.text) ? [unreadable(source, `${source.name} ${TEMPLATE}`)] : [];
  }
  try {
    return await shapesOfDocuments(await parseSource(source), shapesIn);
  } catch (error) {
    if (!isCannotRunError(error)) throw error;
    if (!OURS.test(source.text)) return [];
    return [unreadable(source, error.message)];
  }
}

function unreadable(source: Source, message: string): ShapedInput {
  const [, line = 1, column = 1] = /:(\d+):(\d+) is neither/.exec(message) ?? [];
  const document: InputDocument = {
    source,
    value: message,
    positionOf: () => ({ line: Number(line), column: Number(column) }),
    writtenAt: () => undefined,
  };
  return { shape: 'unreadable', document, pointer: '', value: message };
}

function shapesOrThrow(document: InputDocument): readonly ShapedInput[] {
  const shapes = shapesIn(document);
  if (shapes.length > 0 || isEmptyList(document.value)) return shapes;
  if (isListWithoutKind(document.value)) {
    throw new CannotRunError(
      'input',
      `${document.source.name} has items and no kind, which kubectl prints behind them: it seems to be cut off`,
    );
  }
  throw new CannotRunError(
    'input',
    `${document.source.name} is none of: juju show-unit, juju config, juju show-model, juju status, an application databag, provider data, an entry, a spec, an inventory, an object of Kubernetes, values of Velero's Helm chart`,
  );
}

function isEmptyList(value: unknown): boolean {
  const { items } = fieldsOf(value);
  return items !== undefined && listOf(items).length === 0;
}

function isListWithoutKind(value: unknown): boolean {
  const { items, kind } = fieldsOf(value);
  return kind === undefined && listOf(items).length > 0;
}
