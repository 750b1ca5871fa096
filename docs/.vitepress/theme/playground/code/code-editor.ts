/** CodeMirror, with the completion, hover and colours of this page. Loaded when the plain editor is used. */
import { EditorState } from '@codemirror/state';
import { type Command, EditorView, keymap } from '@codemirror/view';
import type { Problem } from '../answer/answer.js';
import { completion } from './completion.js';
import { hover } from './hover.js';
import { marks, setProblems } from './marks.js';
import type { Names } from './names.js';
import { undoCommand, undoHistory } from './undo.js';

/** What the editor is given. */
export interface CodeEditorOptions {
  readonly parent: Element;
  readonly text: string;
  /** Where the cursor was in the plain editor. */
  readonly cursor: { readonly anchor: number; readonly head: number };
  readonly label: string;
  readonly edit: (text: string) => void;
  readonly names: () => Names;
}

/** The editor, as far as the page needs it. */
export interface CodeEditor {
  /** Shows another text, unless it is the one that is there. */
  setText(text: string): void;
  setProblems(problems: readonly Problem[]): void;
  /** Puts the cursor there, and the focus. */
  goTo(offset: number): void;
  destroy(): void;
}

/** Makes the editor, with the focus in it. */
export function createCodeEditor(options: CodeEditorOptions): CodeEditor {
  const { parent, text, cursor, label, edit, names } = options;
  const view = new EditorView({
    parent,
    state: EditorState.create({
      doc: text,
      selection: cursor,
      extensions: [
        undoHistory,
        marks,
        hover,
        completion(names),
        keymap.of([
          { key: 'Mod-z', run: undoCommand('undo') },
          { key: 'Mod-y', mac: 'Mod-Shift-z', run: undoCommand('redo') },
          { key: 'Mod-Shift-z', run: undoCommand('redo') },
          { key: 'Enter', run: newLine },
        ]),
        EditorView.contentAttributes.of({
          'aria-label': label,
          'aria-multiline': 'true',
          'aria-autocomplete': 'list',
          spellcheck: 'false',
          autocapitalize: 'off',
        }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) edit(update.state.doc.toString());
        }),
      ],
    }),
  });
  view.focus();
  return {
    setText(other) {
      const { doc } = view.state;
      if (doc.toString() === other) return;
      view.dispatch({
        changes: { from: 0, to: doc.length, insert: other },
        selection: { anchor: 0 },
      });
    },
    setProblems: (found) => view.dispatch({ effects: setProblems.of(found) }),
    goTo(offset) {
      view.dispatch({
        selection: { anchor: Math.min(offset, view.state.doc.length) },
        scrollIntoView: true,
      });
      view.focus();
    },
    destroy: () => view.destroy(),
  };
}

/** A new line begins where the one before it does. */
const newLine: Command = ({ state, dispatch }) => {
  const { from } = state.selection.main;
  const [indent = ''] = /^[ \t]*/.exec(state.doc.lineAt(from).text) ?? [];
  const spec = state.replaceSelection(state.lineBreak + indent);
  dispatch(state.update(spec, { scrollIntoView: true, userEvent: 'input' }));
  return true;
};
