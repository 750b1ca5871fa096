/** What a field means, and what is wrong with it, on pointing at it. */
import type { Extension } from '@codemirror/state';
import { hoverTooltip } from '@codemirror/view';
import type { Problem } from '../answer/answer.js';
import { problems } from './marks.js';
import { aboutField } from './words.js';

export const hover: Extension = hoverTooltip((view, position) => {
  const { from, number, text } = view.state.doc.lineAt(position);
  const column = position - from;
  const [start, word] = wordAt(text, column);
  const about = aboutField(word);
  const found = view.state
    .field(problems)
    .filter((one) => one.line === number && one.column <= column + 1);
  if (about === undefined && found.length === 0) return null;
  return {
    pos: from + start,
    end: from + start + word.length,
    above: true,
    create: () => ({ dom: tooltip(word, about, found) }),
  };
});

/** The word around a column, and where it begins. */
function wordAt(text: string, column: number): readonly [number, string] {
  const [before = ''] = /\w*$/.exec(text.slice(Math.max(0, column - 100), column)) ?? [];
  const [after = ''] = /^\w*/.exec(text.slice(column, column + 100)) ?? [];
  return [column - before.length, before + after];
}

function tooltip(word: string, about: string | undefined, found: readonly Problem[]): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'pg-tooltip';
  if (about !== undefined) dom.append(paragraph('pg-tooltip-name', word), paragraph('', about));
  for (const { severity, message, remedy } of found.slice(0, 3)) {
    dom.append(paragraph(`is-${severity}`, remedy === null ? message : `${message}. ${remedy}`));
  }
  return dom;
}

function paragraph(className: string, text: string): HTMLElement {
  const element = document.createElement('p');
  element.className = className;
  element.textContent = text;
  return element;
}
