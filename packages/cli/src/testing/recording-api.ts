/** An API server that records what it is asked, and answers from a table: no real one writes such a list. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A request, as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly accept: string;
  readonly authorization: string;
}

/** Answers by path: a body, or a status. */
export type Answers = Readonly<Record<string, object | number>>;

/** The token in the kubeconfig: it must never be printed. */
export const TOKEN = 'very-secret-token';

/** A running server, and a kubeconfig for it. */
export interface RecordingApi {
  readonly asked: readonly Asked[];
  readonly kubeconfig: string;
  close(): Promise<void>;
}

/** @param answers by path without query; a list is cut into pages of two items. */
export async function recordingApi(answers: Answers): Promise<RecordingApi> {
  const asked: Asked[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    const { accept = '', authorization = '' } = headers;
    asked.push({ method, path: url, accept, authorization });
    answer(request, response, answers);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' ? (address?.port ?? 0) : 0;
  const folder = mkdtempSync(join(tmpdir(), 'kbt-api-'));
  const kubeconfig = join(folder, 'kubeconfig');
  writeFileSync(kubeconfig, kubeconfigFor(`http://127.0.0.1:${port}`));
  return {
    asked,
    kubeconfig,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

const PAGE = 2;

function answer(request: IncomingMessage, response: ServerResponse, answers: Answers): void {
  const url = new URL(request.url ?? '', 'http://localhost');
  const found = answers[url.pathname] ?? 404;
  if (typeof found === 'number') {
    // A status of 0 means a server that never answers.
    if (found > 0) response.writeHead(found).end('{"kind":"Status"}');
    return;
  }
  response.writeHead(200, { 'Content-Type': 'application/json' });
  response.end(JSON.stringify(page(found, Number(url.searchParams.get('continue') ?? 0))));
}

function page(body: object, start: number): object {
  if (!('items' in body) || !Array.isArray(body.items)) return body;
  const end = start + PAGE;
  const metadata = end < body.items.length ? { continue: String(end) } : {};
  return { ...body, metadata, items: body.items.slice(start, end) };
}

/** A kubeconfig with one context, `lab`. */
export function kubeconfigFor(server: string): string {
  return JSON.stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'lab', cluster: { server } }],
    users: [{ name: 'lab', user: { token: TOKEN } }],
    contexts: [{ name: 'lab', context: { cluster: 'lab', user: 'lab' } }],
    'current-context': 'lab',
  });
}
