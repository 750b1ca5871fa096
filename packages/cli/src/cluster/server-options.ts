import { type Fields, fieldsOf, listOf } from '../input/fields.js';
import { veleroServer } from './velero-version.js';

/** The words that start Velero's server; undefined where no Deployment shows them. Others, such as MinIO's, are servers too. */
export function serverWords(deployments: readonly Fields[]): readonly string[] | undefined {
  const server = fieldsOf(veleroServer(deployments));
  const pod = fieldsOf(fieldsOf(fieldsOf(server['spec'])['template'])['spec']);
  return listOf(pod['containers'])
    .map((container) => fieldsOf(container))
    .map(({ command, args }) => [...listOf(command), ...listOf(args)].map(String))
    .find((words) => words.includes('server'));
}

/** The value of an option of Velero's server that takes a text; undefined where it is not given. */
export function serverOption(deployments: readonly Fields[], name: string): string | undefined {
  return textIn(serverWords(deployments) ?? [], name);
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
  const flag = '--default-volume-snapshot-locations';
  const texts = words.flatMap((word, index) => {
    if (word === flag) return words[index + 1] ?? [];
    return word.startsWith(`${flag}=`) ? word.slice(`${flag}=`.length) : [];
  });
  const pairs = texts
    .flatMap((text) => text.split(','))
    .filter((pair) => pair.includes(':'))
    .map((pair) => [pair.slice(0, pair.indexOf(':')), pair.slice(pair.indexOf(':') + 1)] as const);
  return Object.fromEntries(pairs);
}
