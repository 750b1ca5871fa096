import { defineComponent, type PropType, ref, useId } from 'vue';
import type { Answer } from '../../answer/answer.js';
import { CopyableText } from './copyable-text.js';
import { NextRuns } from './next-runs.js';

const TABS = ['Databag', 'Schedule', 'Next runs'] as const;
type Tab = (typeof TABS)[number];

/** What the text becomes: the databag's bytes, the Schedule, and when it runs. */
export const Outputs = defineComponent({
  props: {
    answer: { type: Object as PropType<Answer>, required: true },
    release: { type: String, required: true },
    cron: { type: String, required: true },
    setCron: { type: Function as PropType<(cron: string) => void>, required: true },
    /** Called where a tab needs what the first answer lacks. */
    refresh: { type: Function as PropType<() => void>, required: true },
  },
  setup(props) {
    const open = ref<Tab>('Databag');
    const id = useId();

    function choose(tab: Tab): void {
      open.value = tab;
      if (tab === 'Next runs' && props.answer.runs === null) props.refresh();
    }

    function move(event: KeyboardEvent): void {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step === undefined || !(event.currentTarget instanceof HTMLElement)) return;
      event.preventDefault();
      const at = (TABS.indexOf(open.value) + step + TABS.length) % TABS.length;
      choose(TABS[at] ?? 'Databag');
      event.currentTarget.querySelectorAll<HTMLElement>('[role=tab]')[at]?.focus();
    }

    return () => (
      <section class="pg-outputs" aria-label="What it becomes">
        <div class="pg-tabs" role="tablist" aria-label="What it becomes" onKeydown={move}>
          {TABS.map((tab) => (
            <button
              type="button"
              role="tab"
              key={tab}
              id={`${id}-${tab}`}
              aria-selected={tab === open.value}
              aria-controls={`${id}-panel`}
              tabindex={tab === open.value ? 0 : -1}
              class="pg-tab"
              onClick={() => choose(tab)}
            >
              {tab}
            </button>
          ))}
        </div>
        <div
          role="tabpanel"
          id={`${id}-panel`}
          aria-labelledby={`${id}-${open.value}`}
          class="pg-panel"
        >
          {panel()}
        </div>
      </section>
    );

    function panel() {
      const { answer, cron, setCron, release } = props;
      if (open.value === 'Databag') {
        return (
          <CopyableText
            output={answer.databag}
            name="backup_targets"
            note="The value of this key in the application databag, byte for byte."
          />
        );
      }
      if (open.value === 'Schedule') {
        return (
          <CopyableText
            output={answer.schedule}
            name="Schedule"
            note="What a backup charm applies to the cluster. Its managed-by label names the charm."
          />
        );
      }
      return <NextRuns answer={answer} cron={cron} setCron={setCron} release={release} />;
    }
  },
});
