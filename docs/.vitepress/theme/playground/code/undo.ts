/** Undoing and redoing edits. CodeMirror's own history would bring half of its language support along. */
import {
  Annotation,
  type ChangeSet,
  type EditorState,
  type Extension,
  StateField,
  type Transaction,
  type TransactionSpec,
} from '@codemirror/state';
import type { Command } from '@codemirror/view';

interface Step {
  /** What takes the edit back. */
  readonly changes: ChangeSet;
  /** Where the cursor was before it. */
  readonly cursor: number;
  readonly time: number;
}

interface Steps {
  readonly done: readonly Step[];
  readonly undone: readonly Step[];
}

const MOST = 300;
/** Edits that follow each other so closely, in milliseconds, are taken back together. */
const TOGETHER = 500;

const replay = Annotation.define<'undo' | 'redo'>();

const steps = StateField.define<Steps>({
  create: () => ({ done: [], undone: [] }),
  update(before, transaction) {
    if (!transaction.docChanged) return before;
    const step = stepOf(transaction);
    const replayed = transaction.annotation(replay);
    if (replayed === 'undo') {
      return { done: before.done.slice(0, -1), undone: [...before.undone, step] };
    }
    if (replayed === 'redo') {
      return { done: [...before.done, step], undone: before.undone.slice(0, -1) };
    }
    return { done: added(before.done, step, transaction), undone: [] };
  },
});

function stepOf({ changes, startState }: Transaction): Step {
  return {
    changes: changes.invert(startState.doc),
    cursor: startState.selection.main.head,
    time: Date.now(),
  };
}

function added(done: readonly Step[], step: Step, transaction: Transaction): readonly Step[] {
  const last = done.at(-1);
  const isTyping = transaction.isUserEvent('input.type') || transaction.isUserEvent('delete');
  if (last === undefined || !isTyping || step.time - last.time > TOGETHER) {
    return [...done, step].slice(-MOST);
  }
  const both = { ...last, changes: step.changes.compose(last.changes), time: step.time };
  return [...done.slice(0, -1), both];
}

/** What undoes or redoes the last step; null where there is none. */
export function replayOf(state: EditorState, which: 'undo' | 'redo'): TransactionSpec | null {
  const { done, undone } = state.field(steps);
  const step = (which === 'undo' ? done : undone).at(-1);
  if (step === undefined) return null;
  return {
    changes: step.changes,
    selection: { anchor: Math.min(step.cursor, step.changes.newLength) },
    annotations: replay.of(which),
    scrollIntoView: true,
    userEvent: which,
  };
}

/** A key's command, which leaves the key to others where there is nothing to do. */
export function undoCommand(which: 'undo' | 'redo'): Command {
  return (view) => {
    const spec = replayOf(view.state, which);
    if (spec !== null) view.dispatch(spec);
    return spec !== null;
  };
}

/** Keeps the steps. */
export const undoHistory: Extension = steps;
