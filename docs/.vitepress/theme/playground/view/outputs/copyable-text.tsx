import { defineComponent, type PropType, ref } from 'vue';
import type { Output } from '../../answer/answer.js';
import { counted } from '../words.js';

/** A text with its size and a button that copies it, or the reason why there is none. */
export const CopyableText = defineComponent({
  props: {
    output: { type: Object as PropType<Output>, required: true },
    name: { type: String, required: true },
    note: { type: String, required: true },
  },
  setup(props) {
    const said = ref('');

    async function copy(text: string): Promise<void> {
      try {
        await navigator.clipboard.writeText(text);
        said.value = 'Copied';
      } catch {
        said.value = 'The browser does not allow it: select the text';
      }
      setTimeout(() => {
        said.value = '';
      }, 2000);
    }

    return () => {
      const { output, name, note } = props;
      if (!output.ok) return <p class="pg-calm">{output.why}</p>;
      const { text } = output;
      return (
        <>
          <p class="pg-output-head">
            <code>{name}</code>
            <span class="pg-note">{counted(new TextEncoder().encode(text).length, 'byte')}</span>
            <span role="status" class="pg-said">
              {said.value}
            </span>
            <button type="button" class="pg-button" onClick={() => copy(text)}>
              Copy
            </button>
          </p>
          {/* What scrolls must be reached by the keyboard. */}
          <section class="pg-code" tabindex="0" aria-label={name}>
            <pre>{text}</pre>
          </section>
          <p class="pg-small">{note}</p>
        </>
      );
    };
  },
});
