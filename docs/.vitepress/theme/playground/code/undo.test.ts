import { EditorState, type TransactionSpec } from '@codemirror/state';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { replayOf, undoHistory } from './undo.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

function typed(state: EditorState, insert: string, at = state.doc.length): EditorState {
  vi.advanceTimersByTime(1000);
  return changed(state, { changes: { from: at, insert }, userEvent: 'input.type' });
}

function changed(state: EditorState, spec: TransactionSpec | null): EditorState {
  return spec === null ? state : state.update(spec).state;
}

function back(state: EditorState): EditorState {
  return changed(state, replayOf(state, 'undo'));
}

function forth(state: EditorState): EditorState {
  return changed(state, replayOf(state, 'redo'));
}

describe('undo', () => {
  const start = EditorState.create({ doc: 'a', extensions: undoHistory });

  it('takes edits back one after the other, and does them again', () => {
    const state = typed(typed(start, 'b'), 'c', 0);
    expect(back(state).doc.toString()).toBe('ab');
    expect(back(back(state)).doc.toString()).toBe('a');
    expect(forth(forth(back(back(state)))).doc.toString()).toBe('cab');
  });

  it('does nothing where there is nothing to take back', () => {
    expect(replayOf(start, 'undo')).toBeNull();
    expect(replayOf(typed(start, 'b'), 'redo')).toBeNull();
  });

  it('forgets what was undone once something else is written', () => {
    const state = typed(back(typed(start, 'b')), 'x');
    expect(replayOf(state, 'redo')).toBeNull();
    expect(back(state).doc.toString()).toBe('a');
  });

  it('takes letters that follow each other closely back together', () => {
    let state = typed(start, 'b');
    for (const letter of 'cde') {
      vi.advanceTimersByTime(100);
      state = changed(state, {
        changes: { from: state.doc.length, insert: letter },
        userEvent: 'input.type',
      });
    }
    expect(state.doc.toString()).toBe('abcde');
    expect(back(state).doc.toString()).toBe('a');
  });

  it('remembers three hundred steps', () => {
    let state = start;
    for (let step = 0; step < 310; step += 1) state = typed(state, '.');
    for (let step = 0; step < 310; step += 1) state = back(state);
    expect(state.doc.length).toBe(11);
  });
});
