import type { Reply } from '../answer/messages.js';
import type { Port } from '../state/engine.js';

/** Starts the worker; its code is loaded now, and not with the page. */
export function startWorker(): Port {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
  return {
    postMessage: (request) => worker.postMessage(request),
    listen(onReply, onFailure) {
      worker.onmessage = ({ data }: MessageEvent<Reply>) => onReply(data);
      worker.onerror = onFailure;
    },
    terminate: () => worker.terminate(),
  };
}
