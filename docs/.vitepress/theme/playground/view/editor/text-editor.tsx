import {
  defineComponent,
  nextTick,
  onBeforeUnmount,
  type PropType,
  ref,
  shallowRef,
  watch,
} from 'vue';
import type { CodeEditor } from '../../code/code-editor.js';
import type { PlaygroundState } from '../../state/playground.js';
import { namesIn } from './names-in.js';
import { offsetOf } from './offset.js';

const LABEL = 'Spec, databag, show-unit, Backup or Schedule';

/**
 * A plain text area, which is there at the first paint. CodeMirror takes its place once it has the focus; where
 * that cannot be loaded, the plain one goes on.
 */
export const TextEditor = defineComponent({
  props: {
    state: { type: Object as PropType<PlaygroundState>, required: true },
    edit: { type: Function as PropType<(text: string) => void>, required: true },
  },
  setup(props) {
    const area = ref<HTMLTextAreaElement | null>(null);
    const frame = ref<HTMLElement | null>(null);
    const editor = shallowRef<CodeEditor | null>(null);
    let isLoading = false;
    let names = namesIn(props.state.answer, { namespaces: [], resources: [] });

    async function upgrade(): Promise<void> {
      if (isLoading) return;
      isLoading = true;
      try {
        const { createCodeEditor } = await import('../../code/code-editor.js');
        const parent = frame.value;
        const plain = area.value;
        if (parent === null || plain === null || document.activeElement !== plain) {
          isLoading = false;
          return;
        }
        const { selectionStart: anchor, selectionEnd: head } = plain;
        editor.value = createCodeEditor({
          parent,
          text: props.state.text,
          cursor: { anchor, head },
          label: LABEL,
          edit: (text) => props.edit(text),
          names: () => names,
        });
        editor.value.setProblems(props.state.answer.problems);
      } catch {
        // Without CodeMirror the text area goes on.
      }
    }

    watch(
      () => props.state.text,
      (text) => editor.value?.setText(text),
    );
    watch(
      () => props.state.answer,
      (answer) => {
        names = namesIn(answer, names);
        editor.value?.setProblems(answer.problems);
      },
    );
    watch(
      () => props.state.place,
      (place) => {
        if (place === null) return;
        const at = offsetOf(props.state.text, place.line, place.column);
        if (editor.value === null) goInArea(at, place.line);
        else editor.value.goTo(at);
      },
    );
    onBeforeUnmount(() => editor.value?.destroy());

    function goInArea(at: number, line: number): void {
      const element = area.value;
      if (element === null) return;
      element.focus();
      element.setSelectionRange(at, at);
      const lineHeight = Number.parseFloat(getComputedStyle(element).lineHeight);
      element.scrollTop = (line - 3) * lineHeight;
    }

    return () => (
      <div class="pg-editor" ref={frame}>
        {editor.value !== null ? null : (
          <textarea
            ref={area}
            class="pg-plain"
            aria-label={LABEL}
            spellcheck={false}
            autocapitalize="off"
            autocomplete="off"
            wrap="off"
            rows={10}
            value={props.state.text}
            onFocus={() => void nextTick(upgrade)}
            onInput={({ target }) => {
              if (target instanceof HTMLTextAreaElement) props.edit(target.value);
            }}
          />
        )}
      </div>
    );
  },
});
