import { isKubernetesRefusal, KubernetesRefusal } from './kubernetes-api.js';
import type { ObjectAnswer } from './kubernetes-request.js';

/** As kubectl asks. */
const PAGE_SIZE = 500;
/** Velero looks at every Schedule each minute: a namespace with a tenth of these is out of its reach. */
const MOST_PAGES = 200;
/** The most text of all pages together. */
const MOST_BYTES = 256 * 1024 * 1024;
/** All pages together may take so many times the limit of one request. */
const MOST_TIMEOUTS = 4;

/** One page to ask for. */
export interface PageRequest {
  /** The most objects that it may hold. */
  readonly limit: number;
  /** The token of the page before it; undefined for the first. */
  readonly from: string | undefined;
}

/** How a list is asked for. */
export interface PagedList {
  /** Asks for one page; rejects with a KubernetesRefusal, `too-large` where it holds too much. */
  readonly pageAt: (page: PageRequest) => Promise<ObjectAnswer | undefined>;
  /** The time limit of one request; all together may take four times as long. */
  readonly timeoutSeconds: number;
}

/**
 * Reads a list of the Kubernetes API page by page, smaller pages where one would be too large to hold.
 *
 * @throws KubernetesRefusal what `pageAt` throws, and `refused` for an answer without a list of items, and a
 *   list that begins again, does not end, or holds more than 256 MiB.
 */
export async function everyPage({ pageAt, timeoutSeconds }: PagedList): Promise<unknown[]> {
  const end = Date.now() + MOST_TIMEOUTS * timeoutSeconds * 1000;
  const found: unknown[] = [];
  const seen = new Set<string>();
  let bytes = 0;
  let next: PageRequest = { limit: PAGE_SIZE, from: undefined };
  for (let asked = 0; asked < MOST_PAGES && Date.now() < end; asked += 1) {
    const page = await pageOrTooLarge(pageAt, next);
    if (page === TOO_LARGE) {
      next = { ...next, limit: Math.floor(next.limit / 2) };
      continue;
    }
    if (page === undefined) throw unreadable('there is no answer');
    for (const item of itemsOf(page.object)) found.push(item);
    bytes += page.bytes;
    const from = nextPageOf(page.object);
    if (from === undefined) return found;
    if (seen.has(from)) throw unreadable('it begins again after a page');
    if (bytes > MOST_BYTES) throw unreadable(`it has more than ${MOST_BYTES} bytes`);
    seen.add(from);
    next = { ...next, from };
  }
  throw unreadable(
    `it does not end within ${MOST_PAGES} pages and ${MOST_TIMEOUTS * timeoutSeconds} s`,
  );
}

const TOO_LARGE = Symbol('too large');

async function pageOrTooLarge(
  pageAt: PagedList['pageAt'],
  page: PageRequest,
): Promise<ObjectAnswer | undefined | typeof TOO_LARGE> {
  try {
    return await pageAt(page);
  } catch (error) {
    if (page.limit > 1 && isKubernetesRefusal(error) && error.code === 'too-large')
      return TOO_LARGE;
    throw error;
  }
}

function itemsOf(page: object): readonly unknown[] {
  if ('items' in page && Array.isArray(page.items)) return page.items;
  throw unreadable('an answer has no items');
}

function nextPageOf(page: object): string | undefined {
  if (!('metadata' in page)) return undefined;
  const { metadata } = page;
  if (typeof metadata !== 'object' || metadata === null || !('continue' in metadata)) {
    return undefined;
  }
  const token = metadata.continue;
  return typeof token === 'string' && token !== '' ? token : undefined;
}

function unreadable(reason: string): KubernetesRefusal {
  return new KubernetesRefusal(
    'refused',
    `the Kubernetes API's list of Schedules cannot be read: ${reason}`,
  );
}
