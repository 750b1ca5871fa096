/** Lines under what is wrong, and colours of the parts of a line. */
import { type Extension, RangeSetBuilder, StateEffect, StateField } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin } from '@codemirror/view';
import type { Problem } from '../answer/answer.js';
import { tokensOf } from './tokens.js';

/** Shows other problems. */
export const setProblems = StateEffect.define<readonly Problem[]>();

/** The problems of the text as it was judged last. */
export const problems = StateField.define<readonly Problem[]>({
  create: () => [],
  update: (before, { effects }) => effects.find((one) => one.is(setProblems))?.value ?? before,
});

/** A value or a name: in quotes, which a databag escapes, or up to the next sign of JSON or YAML. */
const VALUE = /^(?:\\?"[^"]*"?|'[^']*'?|[^\s,:\]}]+)/;
const MOST = 200;

const underlines = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(before, { effects, state, changes }) {
    const effect = effects.find((one) => one.is(setProblems));
    if (effect === undefined) return before.map(changes);
    const marks = effect.value.flatMap(({ severity, line, column }) => {
      if (line > state.doc.lines) return [];
      const { from, to, text } = state.doc.line(line);
      const start = Math.min(from + column - 1, to);
      const [wrong = ''] = VALUE.exec(text.slice(start - from, start - from + MOST)) ?? [];
      const end = start + wrong.length;
      return end > start ? [MARKS[severity].range(start, end)] : [];
    });
    return Decoration.set(marks, true);
  },
  provide: (field) => EditorView.decorations.from(field),
});

const MARKS = {
  error: Decoration.mark({ class: 'pg-mark-error' }),
  warning: Decoration.mark({ class: 'pg-mark-warning' }),
  info: Decoration.mark({ class: 'pg-mark-warning' }),
};

const KINDS = {
  key: Decoration.mark({ class: 'pg-token-key' }),
  text: Decoration.mark({ class: 'pg-token-text' }),
  word: Decoration.mark({ class: 'pg-token-word' }),
  comment: Decoration.mark({ class: 'pg-token-comment' }),
};

const colours = ViewPlugin.define(
  (view) => ({
    decorations: painted(view),
    update({ docChanged, viewportChanged, view: changed }) {
      if (docChanged || viewportChanged) this.decorations = painted(changed);
    },
  }),
  { decorations: ({ decorations }) => decorations },
);

/** Only what is in view. */
function painted({ state, visibleRanges }: EditorView): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to } of visibleRanges) {
    const last = state.doc.lineAt(to).number;
    for (let number = state.doc.lineAt(from).number; number <= last; number += 1) {
      const line = state.doc.line(number);
      for (const token of tokensOf(line.text)) {
        builder.add(line.from + token.from, line.from + token.to, KINDS[token.kind]);
      }
    }
  }
  return builder.finish();
}

export const marks: Extension = [problems, underlines, colours];
