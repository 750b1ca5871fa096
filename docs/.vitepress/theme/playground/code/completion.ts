/** A list of suggestions at the cursor. */
import { type Extension, Prec, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip, type ViewUpdate } from '@codemirror/view';
import type { Names } from './names.js';
import { type Suggestion, type Suggestions, suggestionsAt } from './words.js';

interface Open extends Suggestions {
  readonly at: number;
  readonly chosen: number;
}

const show = StateEffect.define<Open | null>();

const LIST = 'pg-suggestions';

const open = StateField.define<Open | null>({
  create: () => null,
  update(before, transaction) {
    const effect = transaction.effects.find((one) => one.is(show));
    if (effect !== undefined) return effect.value;
    return transaction.docChanged || transaction.selection !== undefined ? null : before;
  },
  provide: (field) => [
    showTooltip.from(field, (value) => (value === null ? null : tooltipOf(value))),
    EditorView.contentAttributes.from(field, (value) =>
      value === null
        ? { 'aria-expanded': 'false' }
        : {
            'aria-expanded': 'true',
            'aria-controls': LIST,
            'aria-activedescendant': `${LIST}-${value.chosen}`,
          },
    ),
  ],
});

function tooltipOf({ from, options, chosen }: Open): Tooltip {
  return {
    pos: from,
    create(view) {
      const dom = document.createElement('div');
      dom.className = 'pg-suggestions';
      const list = document.createElement('ul');
      list.id = LIST;
      list.role = 'listbox';
      list.ariaLabel = 'Suggestions';
      list.append(...options.map((option, index) => itemOf(view, option, index, index === chosen)));
      const about = document.createElement('p');
      about.textContent = options[chosen]?.about ?? '';
      dom.append(list, about);
      return {
        dom,
        mount: () => list.children.item(chosen)?.scrollIntoView({ block: 'nearest' }),
      };
    },
  };
}

function itemOf(
  view: EditorView,
  option: Suggestion,
  index: number,
  isChosen: boolean,
): HTMLElement {
  const item = document.createElement('li');
  item.id = `${LIST}-${index}`;
  item.role = 'option';
  item.ariaSelected = String(isChosen);
  item.textContent = option.word;
  item.addEventListener('mousedown', (event) => {
    event.preventDefault();
    take(view, index);
  });
  return item;
}

/** Writes the suggestion; false where no list is open. */
function take(view: EditorView, index?: number): boolean {
  const value = view.state.field(open);
  const option = value?.options[index ?? value.chosen];
  if (value === null || option === undefined) return false;
  view.dispatch({
    changes: { from: value.from, to: value.at, insert: option.insert },
    selection: { anchor: value.from + option.insert.length },
    userEvent: 'input.complete',
  });
  return true;
}

function move(view: EditorView, step: number): boolean {
  const value = view.state.field(open);
  if (value === null) return false;
  const count = value.options.length;
  const chosen = (value.chosen + step + count) % count;
  view.dispatch({ effects: show.of({ ...value, chosen }) });
  return true;
}

function close(view: EditorView): boolean {
  if (view.state.field(open) === null) return false;
  view.dispatch({ effects: show.of(null) });
  return true;
}

/** Looks for suggestions at the cursor. */
function suggest(view: EditorView, names: () => Names): boolean {
  const { main } = view.state.selection;
  if (!main.empty) return false;
  const found = suggestionsAt(view.state.sliceDoc(0, main.head), names());
  view.dispatch({ effects: show.of(found && { ...found, at: main.head, chosen: 0 }) });
  return true;
}

/** Opens by itself while a word is typed, and on Ctrl+Space anywhere. */
export function completion(names: () => Names): Extension {
  const whileTyping = EditorView.updateListener.of((update) => {
    if (isTyped(update)) queueMicrotask(() => suggest(update.view, names));
  });
  return [
    open,
    whileTyping,
    Prec.highest(
      keymap.of([
        { key: 'Ctrl-Space', run: (view) => suggest(view, names) },
        { key: 'ArrowDown', run: (view) => move(view, 1) },
        { key: 'ArrowUp', run: (view) => move(view, -1) },
        { key: 'Enter', run: (view) => take(view) },
        { key: 'Escape', run: close },
      ]),
    ),
  ];
}

function isTyped({ transactions, state }: ViewUpdate): boolean {
  if (!transactions.some((one) => one.isUserEvent('input.type'))) return false;
  const { head } = state.selection.main;
  return /[\w"[]/.test(state.sliceDoc(head - 1, head));
}
