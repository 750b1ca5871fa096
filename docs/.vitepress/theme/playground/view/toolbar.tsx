import { defineComponent, type PropType, ref, useId } from 'vue';
import { EXAMPLES } from '../examples/examples.js';
import type { Playground } from '../state/playground.js';
import { counted, shown } from './words.js';

/** What the text is judged with: an example to start from, a release of Velero, a cluster. */
export const Toolbar = defineComponent({
  props: { page: { type: Object as PropType<Playground>, required: true } },
  setup({ page }) {
    const { state } = page;
    const said = ref('');
    const id = useId();

    async function copyLink(): Promise<void> {
      try {
        await navigator.clipboard.writeText(location.href);
        said.value = 'Link copied';
      } catch {
        said.value = "Copy it from the browser's address bar";
      }
      setTimeout(() => {
        said.value = '';
      }, 2500);
    }

    function openFile({ target }: Event): void {
      if (!(target instanceof HTMLInputElement)) return;
      const [file] = target.files ?? [];
      // Chosen again, the same file is read again.
      target.value = '';
      if (file !== undefined) void page.useCluster(file);
    }

    return () => (
      <div class="pg-toolbar">
        <div class="pg-field">
          <label for={`${id}-Example`}>Example</label>
          <select
            id={`${id}-Example`}
            class="pg-input"
            value={state.example ?? ''}
            onChange={(event) => page.open(inputValue(event))}
          >
            {state.example === null ? <option value="">from a link</option> : null}
            {EXAMPLES.map(({ id, title }) => (
              <option value={id} key={id} selected={id === state.example}>
                {title}
              </option>
            ))}
          </select>
        </div>
        <div class="pg-field">
          <label for={`${id}-Velero`}>Velero</label>
          <select
            id={`${id}-Velero`}
            class="pg-input"
            value={state.release}
            onChange={(event) => page.setRelease(inputValue(event))}
          >
            {page.releases.map((release) => (
              <option value={release} key={release} selected={release === state.release}>
                {release}
              </option>
            ))}
          </select>
        </div>
        {state.answer.subjects.length < 2 ? null : (
          <div class="pg-field">
            <label for={`${id}-Target`}>Target</label>
            <select
              id={`${id}-Target`}
              class="pg-input"
              value={String(state.answer.subject)}
              onChange={(event) => page.setSubject(Number(inputValue(event)))}
            >
              {state.answer.subjects.map((name, index) => (
                <option value={String(index)} key={`${index} ${name}`}>
                  {shown(name)}
                </option>
              ))}
            </select>
          </div>
        )}
        <div class="pg-field pg-cluster">
          <span id="pg-cluster-name">Cluster</span>
          <span class="pg-cluster-row">
            <span class="pg-cluster-name" title={shown(state.clusterFile ?? '') || undefined}>
              {state.clusterFile === null ? 'a sample' : shown(state.clusterFile)},{' '}
              {counted(state.clusterObjects, 'object')}
            </span>
            <label class="pg-button">
              Open an inventory
              <input
                type="file"
                accept=".json,application/json"
                class="pg-visually-hidden"
                aria-describedby="pg-cluster-hint"
                onChange={openFile}
              />
            </label>
            {state.clusterFile === null ? null : (
              <button type="button" class="pg-button" onClick={() => void page.useCluster(null)}>
                Back to the sample
              </button>
            )}
            <span id="pg-cluster-hint" class="pg-visually-hidden">
              A file that kbt inventory save wrote. It never leaves this browser.
            </span>
          </span>
        </div>
        <div class="pg-share">
          <span role="status" class="pg-said">
            {said.value}
          </span>
          <button type="button" class="pg-button" onClick={() => void copyLink()}>
            Copy a link
          </button>
        </div>
      </div>
    );
  },
});

function inputValue({ target }: Event): string {
  return target instanceof HTMLSelectElement ? target.value : '';
}
