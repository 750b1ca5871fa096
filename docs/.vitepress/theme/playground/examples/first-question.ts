import { DEFAULT_VELERO_VERSION } from '@k8s-backup-target/lint';
import type { Question } from '../answer/question.js';
import { EXAMPLES } from './examples.js';

const [{ text }] = EXAMPLES;

/** What the page starts with. It asks for no runs, since its answer is made when the site is built. */
export const FIRST_QUESTION: Question = {
  text,
  release: DEFAULT_VELERO_VERSION,
  cron: '0 2 * * *',
  subject: 0,
  baseline: text,
  from: null,
};
