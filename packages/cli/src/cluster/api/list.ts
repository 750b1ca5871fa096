import { CannotRunError } from '../../command/errors.js';
import { fieldsOf, textOf } from '../../input/fields.js';
import { type ClusterApi, JSON_OBJECTS } from './cluster-api.js';
import { listIn } from './list-in.js';
import { statusOf } from './refusal.js';

/** Objects in one answer, as `kubectl` asks. */
const PAGE = 500;
const GONE = 410;
/** Five million objects: no cluster holds so many. */
const MOST_PAGES = 10_000;

/**
 * Lists a path page by page. Where a page has expired in between, the list is read again from its
 * beginning, once.
 *
 * @throws CannotRunError `cluster` also for an answer that is not a list, and for pages that do not end.
 */
export async function listAll(
  api: ClusterApi,
  path: string,
  accept: string = JSON_OBJECTS,
  onPage: (count: number) => void = () => undefined,
): Promise<readonly unknown[]> {
  try {
    return await pages(api, path, accept, onPage);
  } catch (error) {
    if (statusOf(error) !== GONE) throw error;
    return pages(api, path, accept, onPage);
  }
}

async function pages(
  api: ClusterApi,
  path: string,
  accept: string,
  onPage: (count: number) => void,
): Promise<readonly unknown[]> {
  const items: unknown[] = [];
  const seen = new Set<string>();
  let query = '';
  for (;;) {
    const answer = await api.get(`${path}?limit=${PAGE}${query}`, accept);
    const page = listIn(answer, 'items', path);
    for (const item of page) items.push(item);
    onPage(page.length);
    const token = textOf(fieldsOf(answer['metadata'])['continue']) ?? '';
    if (token === '') return items;
    if (seen.has(token) || seen.size === MOST_PAGES) throw endless(path);
    seen.add(token);
    query = `&continue=${encodeURIComponent(token)}`;
  }
}

function endless(path: string): Error {
  const message = `the pages of ${path} do not end: is this a Kubernetes API?`;
  return new CannotRunError('cluster', message);
}
