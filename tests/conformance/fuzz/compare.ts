/** Compares the two implementations' answers to one request. */
import { isDeepStrictEqual } from 'node:util';
import { toAscii } from '@k8s-backup-target/schema/internal';
import { sameDetails } from '../judge.js';
import { type Answer, parseAnswer } from '../protocol.js';

/** Tells whether an answer of TypeScript and an answer line of Python say the same. */
export function agree(typescript: Answer, pythonLine: string): boolean {
  // Most lines are equal as texts, which spares parsing them.
  if (asciiJson(typescript) === pythonLine) return true;
  const python = parseAnswer(pythonLine);
  return (
    python !== undefined &&
    python.id === typescript.id &&
    python.valid === typescript.valid &&
    isDeepStrictEqual(python.value, typescript.value) &&
    sameDetails(python.issues ?? [], typescript.issues ?? []) &&
    isDeepStrictEqual(sortedTexts(python.findings), sortedTexts(typescript.findings))
  );
}

/** In any order: a map of labels has none that all languages keep. Texts and all. */
function sortedTexts(findings: Answer['findings'] = []): readonly string[] {
  return findings.map((finding) => JSON.stringify(finding)).sort();
}

function asciiJson(value: unknown): string {
  return toAscii(JSON.stringify(value));
}
