/** Reads what is in the editor. */
import type { Problem } from '../answer/answer.js';
import { isCannotRunError, type ShapedInput, shapeSources } from './kbt.js';

/** What the text is called in messages; no file has such a name. */
const NAME = 'The text';

/** The longest text that is read: a databag of a relation has up to 16 MiB, and no person edits that. */
const MAX_LENGTH = 2_000_000;

/** The inputs of a text, or the one problem that keeps it from being read. */
export type ReadText =
  | { readonly ok: true; readonly inputs: readonly ShapedInput[] }
  | { readonly ok: false; readonly problem: Problem };

/** Reads JSON or YAML, and finds out what it is. Never throws. */
export async function readText(text: string): Promise<ReadText> {
  if (text.trim() === '') return unreadable('is empty: write a spec, or choose an example');
  if (text.length > MAX_LENGTH) {
    return unreadable('has more than 2,000,000 characters: kbt reads texts of any size');
  }
  try {
    return { ok: true, inputs: await shapeSources([{ name: NAME, text }]) };
  } catch (error) {
    if (isCannotRunError(error)) return fromMessage(error.message);
    throw error;
  }
}

/** `input: The text:3:5 is neither JSON nor YAML: …`, or without a place. */
function fromMessage(message: string): ReadText {
  const [, line, column, what = message] =
    /^input: The text(?::(\d+):(\d+))? (.*)$/s.exec(message) ?? [];
  return unreadable(what, Number(line ?? 1), Number(column ?? 1));
}

function unreadable(message: string, line = 1, column = 1): ReadText {
  const problem = { severity: 'error', rule: 'unreadable', message, remedy: null } as const;
  return { ok: false, problem: { ...problem, subject: null, field: '', line, column } };
}
