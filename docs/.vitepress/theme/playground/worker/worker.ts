/** The worker: it reads, judges and previews, so the page stays fluent whatever is pasted. */
import type { Request } from '../answer/messages.js';
import { Desk } from '../engine/desk.js';

const desk = new Desk();
let last: Promise<void> = Promise.resolve();

globalThis.addEventListener('message', ({ data }: MessageEvent<Request>) => {
  last = last.then(async () => globalThis.postMessage(await desk.reply(data)));
});
