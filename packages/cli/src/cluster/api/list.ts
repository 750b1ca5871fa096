import { CannotRunError } from '../../command/errors.js';
import { fieldsOf, listOf, textOf } from '../../input/fields.js';
import { type ClusterApi, JSON_OBJECTS } from './cluster-api.js';
import { statusOf } from './refusal.js';

/** Objects in one answer, as `kubectl` asks. */
const PAGE = 500;
const GONE = 410;

/**
 * Lists a path page by page. Where a page has expired in between, the list is read again from its
 * beginning, once.
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
  let next: string | undefined = '';
  while (next !== undefined) {
    const token: string = next === '' ? '' : `&continue=${encodeURIComponent(next)}`;
    const answer = fieldsOf(await api.get(`${path}?limit=${PAGE}${token}`, accept));
    const page = listOf(answer['items']);
    for (const item of page) items.push(item);
    onPage(page.length);
    const following = textOf(fieldsOf(answer['metadata'])['continue']) || undefined;
    if (following !== undefined && following === next) {
      throw new CannotRunError(
        'cluster',
        `the pages of ${path} do not end: is this a Kubernetes API?`,
      );
    }
    next = following;
  }
  return items;
}
