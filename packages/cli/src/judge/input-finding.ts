import type { Issue, Severity } from '@k8s-backup-target/schema';
import { issueOf, type Template, type Values } from '@k8s-backup-target/schema/internal';
import type { InputDocument } from '../input/document.js';
import { valueAt } from '../input/document.js';
import { shortened } from '../output/printable.js';
import { sentence } from '../words/sentence.js';

/** Something wrong in an input, and where. */
export interface InputFinding {
  readonly severity: Severity;
  /** True if what it is found in is not accepted as a target. */
  readonly refused: boolean;
  readonly rule: string;
  readonly message: string;
  /** The remedy; null if the message says it. */
  readonly remedy: string | null;
  /** Who says it, where an input holds several: `shop in k8s-backup-target:7 of integrator/0`. */
  readonly subject: string | null;
  readonly place: Place;
}

/** A rule's verdict on a value: an issue or a finding of the other packages. */
export interface UnplacedFinding {
  readonly severity: Severity;
  /** False by default. */
  readonly refused?: boolean | undefined;
  readonly rule: string;
  readonly message: string;
  readonly remedy?: string | undefined;
}

/** Makes a problem of what a rule says; its remedy becomes a sentence. */
export function findingAt(
  place: Place,
  { severity, refused = false, rule, message, remedy }: UnplacedFinding,
  subject: string | null = null,
): InputFinding {
  const advice = remedy === undefined ? null : sentence(remedy);
  return { severity, refused, rule, message, remedy: advice, subject, place };
}

/** What a rule says of a value, in the words of the catalogue. */
export function findingBy<T extends Template>(template: T, values: Values<T>): UnplacedFinding {
  const { severity, refused } = template;
  const { rule, message, remedy } = issueOf(template, '', values);
  return { severity, refused, rule, message, remedy };
}

/** What is said of a value that breaks the contract: it is not accepted as a target. */
export function refusedFinding(issue: Issue<string>): UnplacedFinding {
  return { severity: 'error', refused: true, ...issue };
}

/** A place in an input. */
export interface Place {
  readonly document: InputDocument;
  /** JSON Pointer in the document. */
  readonly pointer: string;
  /** JSON Pointer in the JSON text at that place; null where there is none. */
  readonly inner: string | null;
}

/** The most characters of a wrong value that are shown. */
const MAX_VALUE = 80;

/** The value at a place as JSON, shortened; null where there is none. */
export function valueText({ document, pointer, inner }: Place): string | null {
  const outer = valueAt(document.value, pointer);
  const value = inner === null ? outer : valueAt(parsedOrUndefined(outer), inner);
  return value === undefined ? null : shortened(JSON.stringify(value), MAX_VALUE);
}

/** The text that was parsed last: the problems of a databag come one after the other. */
let last: { readonly text: unknown; readonly value: unknown } | undefined;

function parsedOrUndefined(text: unknown): unknown {
  if (last?.text === text) return last?.value;
  last = { text, value: parsed(text) };
  return last.value;
}

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : text;
  } catch {
    return undefined;
  }
}
