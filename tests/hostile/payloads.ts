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
  'unknown fields': () => spec(filled((index) => `"x${index}":0`)),
  'lists in lists': () => ({ backup_targets: '['.repeat(DATABAG_BYTES - 100) }),
  'lists in lists that end': () => {
    const depth = DATABAG_BYTES / 2 - 100;
    return { backup_targets: `[${'['.repeat(depth)}${']'.repeat(depth)}]` };
  },
  'no JSON': () => ({ backup_targets: 'x'.repeat(DATABAG_BYTES - 100) }),
  'an endless ttl': () => spec(`"ttl":"${'1'.repeat(DATABAG_BYTES - 200)}h"`),
};

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
