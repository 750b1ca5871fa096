import type { Inventory } from '@k8s-backup-target/preview';
import type { Answer } from '../answer/answer.js';
import type { Question } from '../answer/question.js';
import { databagOf, scheduleOf } from './outputs.js';
import { pictureOf } from './picture.js';
import { problemsIn } from './problems.js';
import { readText } from './read-text.js';
import { recognise } from './recognise.js';
import { runsOf } from './runs.js';
import { type Subject, subjectsIn } from './subjects.js';

/** Answers all that the page shows about a text. Never throws, whatever the text holds. */
export async function answerQuestion(question: Question, inventory: Inventory): Promise<Answer> {
  const { text, release, cron, from } = question;
  const read = await readText(text);
  const inputs = read.ok ? read.inputs : [];
  const { problems, more } = read.ok
    ? await problemsIn(inputs, release)
    : { problems: [read.problem], more: 0 };
  const subjects = inputs.flatMap(subjectsIn);
  const subject = Math.min(question.subject, Math.max(0, subjects.length - 1));
  const chosen = subjects[subject];
  const baseline = await subjectOf(question.baseline, chosen);
  const expression = chosen?.target === null ? chosen.cron : cron;
  return {
    recognised: recognise(inputs),
    problems,
    moreProblems: more,
    subjects: subjects.map(({ name }) => name),
    subject,
    databag: databagOf(chosen, problems),
    schedule: scheduleOf(chosen, problems, question),
    runs: from === null || expression === null ? null : runsOf(expression, new Date(from), release),
    picture: pictureOf(chosen, baseline, inventory, question, problems),
  };
}

/** Of a baseline with several targets, the one of the same name. */
async function subjectOf(
  text: string | null,
  chosen: Subject | undefined,
): Promise<Subject | undefined> {
  if (text === null || chosen === undefined) return undefined;
  const read = await readText(text);
  const subjects = read.ok ? read.inputs.flatMap(subjectsIn) : [];
  return subjects.find(({ name }) => name === chosen.name) ?? subjects[0];
}
