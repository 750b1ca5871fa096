import { chainOf } from '@k8s-backup-target/preview';
import { computed, defineComponent, type PropType, ref, shallowRef } from 'vue';
import type { Picture } from '../../answer/answer.js';
import { counted } from '../words.js';
import { type Choice, draw } from './drawing.js';
import { Legend } from './legend.js';
import { NamespaceBox } from './namespace-box.js';
import { Story } from './story.js';

/** Above this many objects there is no room for names. */
const MOST_NAMED = 160;

const STATES: readonly (readonly [Choice['state'], string])[] = [
  ['all', 'All'],
  ['in', 'In the backup'],
  ['out', 'Left out'],
  ['changed', 'Changed'],
];

/** The cluster, drawn: what is in the backup, what is not, and on pointing at an object why. */
export const PicturePane = defineComponent({
  props: {
    picture: { type: Object as PropType<Picture>, required: true },
    goTo: { type: Function as PropType<(line: number, column: number) => void>, required: true },
  },
  setup(props) {
    const choice = shallowRef<Choice>({ state: 'all', words: '' });
    const chosen = ref<string | null>(null);
    const pinned = ref<string | null>(null);
    const boxes = computed(() => (props.picture.ok ? draw(props.picture, choice.value) : []));
    const order = computed(() =>
      boxes.value.flatMap(({ types }) =>
        types.flatMap(({ objects }) => objects.map(({ decision }) => decision.key)),
      ),
    );
    const current = computed(() => {
      const key = chosen.value ?? pinned.value;
      return key !== null && order.value.includes(key) ? key : null;
    });
    const chain = computed(() => {
      const { picture } = props;
      const key = current.value;
      if (!picture.ok || key === null) return new Set<string>();
      return new Set(chainOf(picture.result, key).map((link) => link.key));
    });

    function keyAt(event: Event): string | null {
      const target = event.target instanceof Element ? event.target : null;
      return target?.closest('[data-key]')?.getAttribute('data-key') ?? null;
    }

    function point(event: Event): void {
      const key = keyAt(event);
      if (key !== null) chosen.value = key;
    }

    function pin(event: Event): void {
      const key = keyAt(event);
      if (key !== null) pinned.value = key;
    }

    function move(event: KeyboardEvent): void {
      const from = keyAt(event);
      if (from === null || !(event.currentTarget instanceof HTMLElement)) return;
      const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-key]')];
      const at = buttons.findIndex((button) => button.dataset['key'] === from);
      const to = nextIndex(event.key, at, buttons);
      if (to === undefined) return;
      event.preventDefault();
      buttons[to]?.focus();
    }

    return () => {
      const { picture, goTo } = props;
      if (!picture.ok) return null;
      const total = picture.result.decisions.length;
      const isDense = total > MOST_NAMED;
      const entry = current.value ?? order.value[0] ?? null;
      return (
        <section class="pg-picture" aria-labelledby="pg-picture-title">
          <div class="pg-bar">
            <h2 id="pg-picture-title" class="pg-title">
              The cluster <span class="pg-note">{counted(total, 'object')}</span>
            </h2>
            {filters()}
          </div>
          <Legend hasChanges={hasChanges()} />
          <p class="pg-hint">
            Point at an object, or move through them with the arrow keys, to see why it is in or
            out.
          </p>
          <div
            class={['pg-boxes', isDense && 'is-dense']}
            role="toolbar"
            aria-label="Objects"
            onMouseover={point}
            onMouseleave={() => {
              chosen.value = null;
            }}
            onFocusin={point}
            onClick={pin}
            onKeydown={move}
          >
            {boxes.value.map((box) => (
              <NamespaceBox
                key={box.name}
                box={box}
                isDense={isDense}
                chosen={ofBox(box.name, current.value)}
                chain={chain.value}
                entry={ofBox(box.name, entry)}
              />
            ))}
            {boxes.value.length === 0 ? <p class="pg-calm">No object matches.</p> : null}
          </div>
          <Story
            picture={picture}
            chosen={current.value}
            isPinned={current.value === pinned.value}
            goTo={goTo}
            choose={(key) => {
              pinned.value = key;
              chosen.value = null;
            }}
          />
        </section>
      );
    };

    function hasChanges(): boolean {
      const { picture } = props;
      if (!picture.ok || picture.comparison === null) return false;
      return picture.comparison.gained.length + picture.comparison.lost.length > 0;
    }

    /** A box that the key is not in is not drawn again. */
    function ofBox(namespace: string, key: string | null): string | null {
      return key?.split('/')[1] === namespace ? key : null;
    }

    function filters() {
      return (
        <div class="pg-filters">
          <select
            class="pg-input"
            aria-label="Show"
            value={choice.value.state}
            onChange={(event) => {
              const state = STATES.find(([id]) => id === inputValue(event))?.[0] ?? 'all';
              choice.value = { ...choice.value, state };
            }}
          >
            {STATES.map(([id, name]) => (
              <option value={id} key={id}>
                {name}
              </option>
            ))}
          </select>
          <input
            class="pg-input"
            type="search"
            placeholder="Find an object"
            aria-label="Find an object"
            value={choice.value.words}
            onInput={(event) => {
              choice.value = { ...choice.value, words: inputValue(event) };
            }}
          />
        </div>
      );
    }
  },
});

function inputValue({ target }: Event): string {
  return target instanceof HTMLInputElement || target instanceof HTMLSelectElement
    ? target.value
    : '';
}

/** Left and right lead to the neighbours, up and down to the next line, Home and End to the ends. */
function nextIndex(key: string, at: number, buttons: readonly HTMLElement[]): number | undefined {
  if (key === 'Home') return 0;
  if (key === 'End') return buttons.length - 1;
  if (key === 'ArrowRight') return Math.min(at + 1, buttons.length - 1);
  if (key === 'ArrowLeft') return Math.max(at - 1, 0);
  if (key === 'ArrowDown' || key === 'ArrowUp') return onNextLine(at, buttons, key === 'ArrowDown');
  return undefined;
}

function onNextLine(at: number, buttons: readonly HTMLElement[], isDown: boolean): number {
  const top = (index: number) => buttons[index]?.getBoundingClientRect().top ?? 0;
  const step = isDown ? 1 : -1;
  const from = top(at);
  for (let index = at + step; index >= 0 && index < buttons.length; index += step) {
    if (Math.abs(top(index) - from) > 4) return index;
  }
  return isDown ? buttons.length - 1 : 0;
}
