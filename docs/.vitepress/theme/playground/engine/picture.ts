/** What the Backup of a subject will hold of the cluster. */
import {
  compare,
  type Inventory,
  isPreviewSpecError,
  type PreviewResult,
  preview,
} from '@k8s-backup-target/preview';
import type { Picture, Problem } from '../answer/answer.js';
import type { Question } from '../answer/question.js';
import { positionWithin, withData } from './kbt.js';
import { nothing } from './outputs.js';
import type { Subject } from './subjects.js';

/** Draws the subject, and compares it with another where there is one. */
export function pictureOf(
  subject: Subject | undefined,
  baseline: Subject | undefined,
  inventory: Inventory,
  { release: veleroVersion }: Question,
  problems: readonly Problem[],
): Picture {
  if (subject === undefined) return nothing(problems);
  try {
    const { spec, annotations } = subject;
    const result = preview(spec, inventory, { veleroVersion, annotations });
    const before = baseline && previewOrNull(baseline, inventory, veleroVersion);
    return {
      ok: true,
      result,
      volumes: withData(result.volumes),
      comparison: before ? compare(before, result) : null,
      places: placesOf(subject, result),
    };
  } catch (error) {
    if (!isPreviewSpecError(error)) throw error;
    return { ok: false, why: error.message };
  }
}

function previewOrNull(
  { spec, annotations }: Subject,
  inventory: Inventory,
  veleroVersion: string,
): PreviewResult | null {
  try {
    return preview(spec, inventory, { veleroVersion, annotations });
  } catch (error) {
    if (!isPreviewSpecError(error)) throw error;
    return null;
  }
}

type Places = readonly (readonly [pointer: string, line: number, column: number])[];

/** Where the entries that decided are in the text, also in the text of a databag. */
function placesOf({ input, pointer, inner }: Subject, { decisions }: PreviewResult): Places {
  const { document } = input;
  const pointers = new Set(
    decisions.flatMap(({ paths, refused }) => [...paths, ...(refused?.paths ?? [])]),
  );
  return [...pointers].map((path) => {
    const { line, column } =
      inner === null
        ? document.positionOf(pointer + path, 'value')
        : positionWithin(document, pointer, inner + path, 'value');
    return [path, line, column] as const;
  });
}
