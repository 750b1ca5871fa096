/** The state of the page, and all that can be done to it. */
import { shallowReactive } from 'vue';
import { type Answer, NOT_JUDGED } from '../answer/answer.js';
import type { First } from '../answer/first.js';
import { EXAMPLES } from '../examples/examples.js';
import type { Engine } from './engine.js';
import { fromFragment, type Shared, toFragment } from './fragment.js';

/** What the page shows. Only {@link Playground} changes it. */
export interface PlaygroundState {
  text: string;
  release: string;
  cron: string;
  subject: number;
  baseline: string;
  /** The example that the text came from; null for what was pasted or shared. */
  example: string | null;
  answer: Answer;
  /** The name of the inventory's file; null for the sample. */
  clusterFile: string | null;
  clusterObjects: number;
  /** True while the shown answer is not that to the shown text. */
  isBehind: boolean;
  /** Something that could not be done, for people; null for nothing. */
  notice: string | null;
  /** Where the editor should go: counts up, so the same place can be asked for twice. */
  place: { readonly line: number; readonly column: number; readonly count: number } | null;
}

/** After a key, so long is waited for the next. */
const PAUSE = 120;

/** The page's one state. */
export class Playground {
  readonly state: PlaygroundState;
  /** The releases of Velero that can be chosen, the newest first. */
  readonly releases: readonly string[];
  readonly #engine: Engine;
  readonly #share: (fragment: string | null) => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param share puts a fragment into the address; null takes it out. */
  constructor(first: First, engine: Engine, share: (fragment: string | null) => void) {
    const { text, release, cron } = first.question;
    this.releases = first.releases;
    this.#engine = engine;
    this.#share = share;
    this.state = shallowReactive<PlaygroundState>({
      text,
      release,
      cron,
      subject: 0,
      baseline: text,
      example: EXAMPLES[0].id,
      answer: first.answer,
      clusterFile: null,
      clusterObjects: first.objects,
      isBehind: false,
      notice: null,
      place: null,
    });
  }

  edit(text: string): void {
    if (text === this.state.text) return;
    this.state.text = text;
    this.#later();
  }

  /** Opens an example, which is compared with itself until it is edited. */
  open(id: string): void {
    const example = EXAMPLES.find((one) => one.id === id);
    if (example === undefined) return;
    const { text } = example;
    Object.assign(this.state, { text, baseline: text, example: id, subject: 0, notice: null });
    this.#now();
  }

  setRelease(release: string): void {
    this.state.release = release;
    this.#now();
  }

  setCron(cron: string): void {
    this.state.cron = cron;
    this.#later();
  }

  setSubject(subject: number): void {
    this.state.subject = subject;
    this.#now();
  }

  /** From now on gains and losses are counted from the text as it is. */
  compareFromHere(): void {
    this.state.baseline = this.state.text;
    this.#now();
  }

  /** Puts the text back to what it is compared with. */
  restore(): void {
    this.state.text = this.state.baseline;
    this.#now();
  }

  /** Leads the editor to a place. */
  goTo(line: number, column: number): void {
    this.state.place = { line, column, count: (this.state.place?.count ?? 0) + 1 };
  }

  /** Makes an inventory's file the cluster; null for the sample. The file is read here and sent nowhere. */
  async useCluster(file: File | null): Promise<void> {
    try {
      const objects = await this.#engine.useCluster(file);
      const clusterFile = file?.name ?? null;
      Object.assign(this.state, { clusterFile, clusterObjects: objects, notice: null });
      this.#now();
    } catch (error) {
      this.state.notice = messageOf(error);
    }
  }

  /** Shows what a link holds. */
  async openLink(fragment: string): Promise<void> {
    try {
      const shared = await fromFragment(fragment, this.releases);
      if (shared === null || this.#isShown(shared)) return;
      Object.assign(this.state, { ...shared, subject: 0, example: null, notice: null });
      this.#now();
    } catch (error) {
      this.state.notice = `The link could not be opened: ${messageOf(error)}. What was here stays.`;
    }
  }

  /** Asks again, for what depends on the time. */
  refresh(): void {
    this.#now();
  }

  #isShown({ text, release, cron, baseline }: Shared): boolean {
    const { state } = this;
    return (
      text === state.text &&
      release === state.release &&
      cron === state.cron &&
      baseline === state.baseline
    );
  }

  #later(): void {
    this.state.isBehind = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#now(), PAUSE);
  }

  #now(): void {
    clearTimeout(this.#timer);
    this.state.isBehind = true;
    void this.#ask();
  }

  async #ask(): Promise<void> {
    const { text, release, cron, subject, baseline } = this.state;
    const from = new Date().toISOString();
    try {
      const question = { text, release, cron, subject, baseline, from };
      const answer = await this.#engine.ask(question);
      if (answer === null) return;
      this.state.answer = answer;
      this.state.isBehind = text !== this.state.text;
    } catch (error) {
      const why = messageOf(error);
      Object.assign(this.state, { answer: unanswered(why), notice: why, isBehind: false });
    }
    this.#share(await toFragment({ text, release, cron, baseline }));
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** In place of an answer to another text: nothing is known of this one. */
function unanswered(why: string): Answer {
  const nothing = { ok: false, why } as const;
  return {
    recognised: null,
    problems: [
      {
        severity: 'error',
        rule: NOT_JUDGED,
        message: why,
        remedy: 'Load the page again.',
        subject: null,
        field: '',
        line: 1,
        column: 1,
      },
    ],
    moreProblems: 0,
    subjects: [],
    subject: 0,
    databag: nothing,
    schedule: nothing,
    runs: null,
    picture: nothing,
  };
}
