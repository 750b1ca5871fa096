/** The answer in one sentence, by how good it is. */
import { type Answer, NOT_JUDGED } from '../answer/answer.js';
import { counted } from './words.js';

export interface Verdict {
  readonly tone: 'good' | 'doubtful' | 'bad';
  readonly headline: string;
  readonly detail: string;
}

/** Never says more than the answer does: what is refused is not backed up, whatever it would hold. */
export function verdictOf({ picture, problems, databag, schedule }: Answer): Verdict {
  if (!picture.ok) {
    const isJudged = problems.every(({ rule }) => rule !== NOT_JUDGED);
    const headline = isJudged ? 'Nothing is backed up' : 'Not judged';
    return { tone: 'bad', headline, detail: picture.why };
  }
  const { result, volumes } = picture;
  const { included, excluded } = result.totals;
  const held = `${included.toLocaleString('en')} of ${counted(included + excluded, 'object')}`;
  const isVeleroObject = !databag.ok && schedule.ok;
  if (isVeleroObject && problems.some(({ severity }) => severity === 'error')) {
    return {
      tone: 'bad',
      headline: 'No backup is made as long as there are errors',
      detail: `Without them it would hold ${held}.`,
    };
  }
  if (!schedule.ok) {
    return {
      tone: 'bad',
      headline: 'No Schedule is made',
      detail: `${schedule.why.replace(/^No Schedule is made\. /, '')}`,
    };
  }
  const failure = failureOf(picture);
  if (failure !== null) return failure;
  const saved = volumes.filter(({ method }) => !['none', 'error', 'unknown'].includes(method));
  const data =
    volumes.length === 0
      ? 'It holds no volume.'
      : `${saved.length} of ${counted(volumes.length, 'volume')} with ${volumes.length === 1 ? 'its' : 'their'} data.`;
  if (included === 0) {
    return { tone: 'bad', headline: 'The backup will be empty', detail: 'No object matches.' };
  }
  // Those of other targets: this one has none, or there would be no Schedule.
  const errors = problems.filter(({ severity }) => severity === 'error').length;
  const others = errors === 0 ? '' : ` ${counted(errors, 'error')} in the rest of the text.`;
  const isWhole = result.phase === 'Completed' && saved.length === volumes.length && errors === 0;
  return {
    tone: isWhole ? 'good' : 'doubtful',
    headline: `${held} will be in the backup`,
    detail: `${data}${result.phase === 'Completed' ? '' : ` It ends as ${result.phase}.`}${others}`,
  };
}

function failureOf({ result }: Extract<Answer['picture'], { ok: true }>): Verdict | null {
  const { phase, errors, failure } = result;
  if (phase === 'Completed' || phase === 'PartiallyFailed') return null;
  const headline =
    phase === 'InProgress'
      ? 'Velero crashes on this backup'
      : phase === 'Failed'
        ? 'The backup will fail'
        : 'Velero will reject this backup';
  const detail = failure ?? errors.map(({ path, message }) => `${path} ${message}`).join('; ');
  return { tone: 'bad', headline, detail };
}
