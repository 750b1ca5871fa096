/** What the page and its worker say to each other. */
import type { Answer } from './answer.js';
import type { Question } from './question.js';

/** From the page to the worker; each is answered by a {@link Reply} with its number. */
export type Request = { readonly id: number } & (
  | { readonly kind: 'ask'; readonly question: Question }
  /** The cluster of all questions from now on: an inventory's file, or null for the sample. */
  | { readonly kind: 'cluster'; readonly file: Blob | null }
);

/** From the worker to the page. */
export type Reply =
  | { readonly id: number; readonly kind: 'answer'; readonly answer: Answer }
  | { readonly id: number; readonly kind: 'cluster'; readonly objects: number }
  | { readonly id: number; readonly kind: 'refused'; readonly why: string };
