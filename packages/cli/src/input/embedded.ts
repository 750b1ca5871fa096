/** YAML that a GitOps manifest holds as a text: patches of Kustomize, and values of a chart. */
import { appendPointer } from '@k8s-backup-target/schema/internal';
import { type InputDocument, valueAt } from './document.js';
import { fieldsOf, listOf } from './fields.js';
import { linesOf } from './lines-of.js';
import { parseSource } from './parse-source.js';
import type { Source } from './source.js';
import { writtenOffset } from './text-offset.js';

/** A text in a document that is YAML itself. */
interface Embedded {
  readonly pointer: string;
  readonly isPatch: boolean;
}

/**
 * The documents that are texts within a document, with places in the file: inline patches of Kustomize, also those that
 * Flux and Argo CD apply, and the values of an Application of Argo CD or a HelmChart of k3s.
 *
 * @throws CannotRunError `input` for a text that is not YAML.
 */
export async function embeddedIn(document: InputDocument): Promise<readonly InputDocument[]> {
  const texts = textsIn(document.value).map((one) => within(document, one));
  return (await Promise.all(texts)).flat();
}

function textsIn(value: unknown): readonly Embedded[] {
  const { kind } = fieldsOf(value);
  switch (kind) {
    case 'Application':
      return sourcesOf(value).flatMap((base) => [
        { pointer: `${base}/helm/values`, isPatch: false },
        ...patchesAt(value, `${base}/kustomize/patches`, '/patch'),
      ]);
    case 'ApplicationSet':
      return sourcesOf(value, '/spec/template').map((base) => ({
        pointer: `${base}/helm/values`,
        isPatch: false,
      }));
    case 'HelmRelease':
      return listOf(valueAt(value, RENDERERS)).flatMap((_, index) =>
        patchesAt(value, `${appendPointer(RENDERERS, index)}/kustomize/patches`, '/patch'),
      );
    case 'HelmChart':
    case 'HelmChartConfig':
      return [{ pointer: '/spec/valuesContent', isPatch: false }];
    case 'Component':
    case 'Kustomization':
    case undefined:
      return PATCHES.flatMap(([list, member]) => patchesAt(value, list, member));
    default:
      return [];
  }
}

/** Kustomize's own lists, and those of Flux. */
const PATCHES = [
  ['/patches', '/patch'],
  ['/patchesStrategicMerge', ''],
  ['/spec/patches', '/patch'],
  ['/spec/patchesStrategicMerge', ''],
] as const;

/** What Flux does to the objects of a chart. */
const RENDERERS = '/spec/postRenderers';

/** @param base where the Application is, or what an ApplicationSet makes Applications of. */
function sourcesOf(value: unknown, base = ''): readonly string[] {
  const several = `${base}/spec/sources`;
  const each = listOf(valueAt(value, several)).map((_, index) => appendPointer(several, index));
  return [`${base}/spec/source`, ...each];
}

function patchesAt(value: unknown, list: string, member: string): Embedded[] {
  return listOf(valueAt(value, list)).map((_, index) => ({
    pointer: `${appendPointer(list, index)}${member}`,
    isPatch: true,
  }));
}

/** Nothing where there is no text, or one that is a path. */
async function within(
  document: InputDocument,
  { pointer, isPatch }: Embedded,
): Promise<readonly InputDocument[]> {
  const text = valueAt(document.value, pointer);
  if (typeof text !== 'string' || !/[:\n]/.test(text)) return [];
  const outer: Source = isPatch ? { ...document.source, isPatch } : document.source;
  const inner = { ...outer, text };
  const written = document.writtenAt(pointer);
  return (await parseSource(inner)).map(({ value, positionOf }) => ({
    source: outer,
    value,
    positionOf: (path, part) => {
      if (written === undefined) return document.positionOf(pointer);
      const offset = linesOf(inner).offsetAt(positionOf(path, part));
      return linesOf(outer).positionAt(writtenOffset(written, text, offset));
    },
    writtenAt: () => undefined,
  }));
}
