import { defineComponent, onBeforeUnmount, onMounted } from 'vue';
import { EXAMPLES } from '../examples/examples.js';
import { data as first } from '../first/first.data.js';
import { Engine } from '../state/engine.js';
import { Playground } from '../state/playground.js';
import { startWorker } from '../worker/start-worker.js';
import { Changes } from './changes.js';
import { TextEditor } from './editor/text-editor.js';
import { Findings } from './findings.js';
import { Outputs } from './outputs/outputs.js';
import { PicturePane } from './picture/picture-pane.js';
import { Toolbar } from './toolbar.js';
import { verdictOf } from './verdict.js';
import { shown } from './words.js';

/** The page to try a backup target on. */
export const PlaygroundView = defineComponent({
  setup() {
    const page = new Playground(first, new Engine(startWorker), putFragment);
    const { state } = page;
    const goTo = page.goTo.bind(page);
    const edit = page.edit.bind(page);
    const openHash = () => void page.openLink(location.hash);

    onMounted(() => {
      openHash();
      window.addEventListener('hashchange', openHash);
    });
    onBeforeUnmount(() => window.removeEventListener('hashchange', openHash));

    return () => {
      const { answer } = state;
      const about = EXAMPLES.find(({ id }) => id === state.example)?.about;
      return (
        <div class="pg" aria-busy={state.isBehind}>
          <Toolbar page={page} />
          {state.notice === null ? null : (
            <p class="pg-notice" role="alert">
              {shown(state.notice)}
            </p>
          )}
          <div class="pg-columns">
            <div class="pg-left">
              {about === undefined ? null : <p class="pg-about">{about}</p>}
              <TextEditor state={state} edit={edit} />
              <Findings
                problems={answer.problems}
                more={answer.moreProblems}
                recognised={answer.recognised}
                goTo={goTo}
              />
            </div>
            <div class="pg-right">
              {verdict()}
              {answer.picture.ok ? (
                <Changes
                  picture={answer.picture}
                  isEdited={state.text !== state.baseline}
                  compareFromHere={() => page.compareFromHere()}
                  restore={() => page.restore()}
                />
              ) : null}
              <PicturePane picture={answer.picture} goTo={goTo} />
            </div>
            <Outputs
              answer={answer}
              release={state.release}
              cron={state.cron}
              setCron={(cron) => page.setCron(cron)}
              refresh={() => page.refresh()}
            />
          </div>
        </div>
      );
    };

    function verdict() {
      const { tone, headline, detail } = verdictOf(state.answer);
      return (
        <section class={['pg-verdict', `is-${tone}`]} role="status" aria-label="In short">
          <p class="pg-headline">{headline}</p>
          <p class="pg-detail">{shown(detail)}</p>
        </section>
      );
    }
  },
});

function putFragment(fragment: string | null): void {
  const { pathname, search } = location;
  const address = pathname + search + (fragment === null ? '' : `#${fragment}`);
  history.replaceState(history.state, '', address);
}
