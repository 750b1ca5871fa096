/** Databags of 16 MiB, as large as Juju takes, each hostile in a way of its own. */

/** The most that Juju stores for one application in one relation. */
const DATABAG_BYTES = 16 * 1024 * 1024;

type Databag = Readonly<Record<string, string>>;

/** Each payload by its name. */
export const PAYLOADS: Readonly<Record<string, () => Databag>> = {
  'entries that lack everything': () => entries('{}'),
  'entries of the wrong type': () => entries('0'),
  'valid targets with one key': () =>
    entries('{"app":"a","relation_name":"b","model":"m","spec":{}}'),
  'valid targets with keys of their own': () =>
    entries((index) => `{"app":"a${index}","relation_name":"b","model":"m","spec":{}}`),
  'valid targets with findings': () =>
    entries((index) => `{"app":"a${index}","relation_name":"b","model":"m","spec":{"ttl":"0h"}}`),
  'a list of empty names': () => spec(`"include_namespaces":[${filled('""')}]`),
  'a list of stars and one name': () => spec(`"include_namespaces":[${filled('"*"')},"a"]`),
  'a list of bad names': () => spec(`"exclude_namespaces":[${filled('"A"')}]`),
  'a list of wrong types': () => spec(`"include_resources":[${filled('1')}]`),
  'a name of one letter': () => spec(`"include_namespaces":["${'a'.repeat(DATABAG_BYTES - 200)}"]`),
  'a name of brackets': () => spec(`"include_resources":["${'['.repeat(DATABAG_BYTES - 200)}"]`),
  'a name of escapes': () =>
    spec(`"include_namespaces":["${'\\u0000'.repeat(DATABAG_BYTES / 6 - 100)}"]`),
  'many labels': () => spec(`"label_selector":{${filled((index) => `"${index}é":"é"`)}}`),
  'labels of no texts': () => spec(`"label_selector":{${filled((index) => `"${index}":0`)}}`),
  'labels with escapes': () =>
    spec(`"label_selector":{${filled((index) => `"\\u00e9${index}":"0"`)}}`),
  'four lists of numbers': () =>
    spec(LISTS.map((list) => `"${list}":[${numbers(999_999)}]`).join()),
  'four lists of numbers, and labels': () =>
    spec(
      `${LISTS.map((list) => `"${list}":[${numbers(999_999)}]`).join()},"label_selector":{${pairs(700_000)}}`,
    ),
  'unknown fields': () => spec(filled((index) => `"x${index}":0`)),
  'lists in lists': () => ({ backup_targets: '['.repeat(DATABAG_BYTES - 100) }),
  'lists in lists that end': () => {
    const depth = DATABAG_BYTES / 2 - 100;
    return { backup_targets: `[${'['.repeat(depth)}${']'.repeat(depth)}]` };
  },
  'objects with one field': () => entries('{"":0}'),
  'an entry of many fields': () => ({
    backup_targets: `[{${filled((index) => `"${index}":0`)}}]`,
  }),
  'an application of accents': () => ({
    backup_targets: `[{"app":"${'é'.repeat(DATABAG_BYTES / 2 - 100)}","relation_name":"b","model":"m","spec":{}}]`,
  }),
  'names of Kubernetes': () =>
    spec(`"include_namespaces":[${filled((index) => `"n${index.toString(36)}"`)}]`),
  'no JSON': () => ({ backup_targets: 'x'.repeat(DATABAG_BYTES - 100) }),
  'an endless ttl': () => spec(`"ttl":"${'1'.repeat(DATABAG_BYTES - 200)}h"`),
};

const LISTS = [
  'include_namespaces',
  'exclude_namespaces',
  'include_resources',
  'exclude_resources',
];

function numbers(count: number): string {
  return Array(count).fill(0).join();
}

function pairs(count: number): string {
  return Array.from({ length: count }, (_, index) => `"${index}":0`).join();
}

function entries(entry: string | ((index: number) => string)): Databag {
  return { backup_targets: `[${filled(entry)}]` };
}

function spec(fields: string): Databag {
  return {
    backup_targets: `[{"app":"a","relation_name":"b","model":"m","spec":{${fields}}}]`,
  };
}

/** As many items as fit, separated by commas. */
function filled(item: string | ((index: number) => string)): string {
  const items: string[] = [];
  for (let bytes = 200, index = 0; ; index += 1) {
    const text = typeof item === 'string' ? item : item(index);
    bytes += Buffer.byteLength(text) + 1;
    if (bytes > DATABAG_BYTES) return items.join(',');
    items.push(text);
  }
}
