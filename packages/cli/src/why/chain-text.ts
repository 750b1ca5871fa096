import { findingText } from '../judge/finding-text.js';
import { printable } from '../output/printable.js';
import type { Screen, Style } from '../output/screen.js';
import type { Chain } from './chain.js';
import { STEPS, type Step, type StepState } from './step.js';

const MARKS: Readonly<Record<StepState, string>> = {
  ok: '✓',
  failed: '✗',
  unknown: '?',
  waiting: '…',
};

const NAME_WIDTH = Math.max(...STEPS.map((name) => name.length));

/** A chain for people: one line a step, and below the one that failed where, why and what to do. */
export function chainText(
  { app, model, endpoint, relation, steps }: Chain,
  screen: Screen,
): string {
  const { style } = screen;
  const where = [
    model === null ? '' : `model ${model}`,
    endpoint === null ? '' : `endpoint ${endpoint}`,
    relation ?? '',
  ].filter((part) => part !== '');
  const title = [app, ...where].map(printable).join(', ');
  return [
    style.bold(title),
    ...steps.flatMap((one) => stepLines(one, screen)),
    ...rest(steps, style),
  ].join('\n');
}

function stepLines(
  { step, state, detail, problems, remedy, command }: Step,
  screen: Screen,
): string[] {
  const { style } = screen;
  const mark = paint(state, MARKS[state], style);
  const label = step.replace('-', ' ').padEnd(NAME_WIDTH);
  const said = state === 'failed' ? problems : [];
  const warnings = state === 'ok' ? problems : [];
  return [
    `${mark} ${label}  ${printable(detail)}`,
    ...warnings.map(
      ({ rule, message }) => `  ${style.warn(`warning[${rule}]`)} ${printable(message)}`,
    ),
    ...said.flatMap((problem) => indented(findingText(problem, narrower(screen)))),
    ...(remedy === null || said.some((problem) => problem.remedy === remedy)
      ? []
      : [`  ${printable(remedy)}`]),
    ...(command === null ? [] : [`  ${style.dim('$')} ${style.bold(printable(command))}`]),
  ];
}

function narrower(screen: Screen): Screen {
  return { ...screen, width: screen.width - 2 };
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}

function paint(state: StepState, mark: string, style: Style): string {
  if (state === 'ok') return style.good(mark);
  return state === 'failed' ? style.bad(mark) : style.warn(mark);
}

/** The steps behind the one that failed. */
function rest(steps: readonly Step[], style: Style): string[] {
  if (steps.at(-1)?.state !== 'failed') return [];
  return STEPS.slice(steps.length).map((name) => style.dim(`· ${name.replace('-', ' ')}`));
}
