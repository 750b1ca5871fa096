import { type Fields, fieldsOf, listOf, textOf } from '../input/fields.js';
import { veleroServer } from './velero-version.js';

/** The words that start Velero's server; undefined where no Deployment shows them. Others, such as MinIO's, are servers too. */
export function serverWords(deployments: readonly Fields[]): readonly string[] | undefined {
  const container = serverContainer(deployments);
  return container === undefined ? undefined : wordsOf(container);
}

/** The value of an environment variable of Velero's server; undefined where it is not given as it is. */
export function serverVariable(deployments: readonly Fields[], name: string): string | undefined {
  const variables = listOf(serverContainer(deployments)?.['env']).map(fieldsOf);
  return textOf(variables.findLast((variable) => variable['name'] === name)?.['value']);
}

function serverContainer(deployments: readonly Fields[]): Fields | undefined {
  const server = fieldsOf(veleroServer(deployments));
  const pod = fieldsOf(fieldsOf(fieldsOf(server['spec'])['template'])['spec']);
  return listOf(pod['containers'])
    .map(fieldsOf)
    .find((container) => wordsOf(container).includes('server'));
}

/** A shell that starts the server has all of them in one text, and takes quotes away. */
function wordsOf({ command, args }: Fields): readonly string[] {
  const words = [...listOf(command), ...listOf(args)].map(String);
  return words.includes('server')
    ? words
    : words.flatMap((word) => word.replace(/["']/g, '').split(/\s+/));
}

/** The value of an option of Velero's server that takes a text; undefined where it is not given. */
export function serverOption(deployments: readonly Fields[], name: string): string | undefined {
  return textIn(serverWords(deployments) ?? [], name);
}

/** The values of an option of Velero's server that takes a list and may be given several times. */
export function serverList(deployments: readonly Fields[], name: string): readonly string[] {
  return valuesIn(serverWords(deployments) ?? [], name).flatMap((text) =>
    text.split(',').map((value) => value.trim()),
  );
}

/** The last one counts; a flag alone is true. */
export function flagIn(words: readonly string[], flag: string): string | undefined {
  const given = words.findLast((word) => word === `--${flag}` || word.startsWith(`--${flag}=`));
  return given?.slice(`--${flag}=`.length);
}

/** Of a flag that takes a text, which may be the next word. */
export function textIn(words: readonly string[], flag: string): string | undefined {
  const alone = words.lastIndexOf(`--${flag}`);
  return alone === -1 ? flagIn(words, flag) : words[alone + 1];
}

/** `--default-volume-snapshot-locations`, which may be given several times: the name of a location by provider. */
export function defaultSnapshotLocations(
  words: readonly string[],
): Readonly<Record<string, string>> {
  const pairs = valuesIn(words, 'default-volume-snapshot-locations')
    .flatMap((text) => text.split(','))
    .filter((pair) => pair.includes(':'))
    .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)] as const);
  return Object.fromEntries(pairs);
}

/** Of a flag that may be given several times, each value. */
function valuesIn(words: readonly string[], name: string): readonly string[] {
  const flag = `--${name}`;
  return words.flatMap((word, index) => {
    if (word === flag) return words[index + 1] ?? [];
    return word.startsWith(`${flag}=`) ? word.slice(`${flag}=`.length) : [];
  });
}
