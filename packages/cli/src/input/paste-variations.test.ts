/** The same answer of Juju's client, as terminals, mails, pages and editors give it to people. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { EXAMPLES, kbt } from '../testing/kbt.js';
import { decodeText } from './decode-text.js';

const YAML = readFileSync(`${EXAMPLES}/juju-show-unit-integrator-0.yaml`, 'utf8');
const JSON_TEXT = readFileSync(`${EXAMPLES}/juju-show-unit-integrator-0.json`, 'utf8');
const ONE_LINE = JSON.stringify(JSON.parse(JSON_TEXT));
const APPS = ['wordpress', 'shop', 'ledger', 'billing', 'impostor', 'reports', ''];

const PROMPTS = [
  'ubuntu@host:~$ ',
  '$ ',
  '➜  ~ ',
  'root@host:~# ',
  '(venv) user@host:~/x$ ',
  'C:\\Users\\x>',
  'PS C:\\Users> ',
  '[user@host ~]$ ',
  'bash-5.1$ ',
  'user@host ~ % ',
  '> ',
  'host:~ user$ ',
  'me@box ~/charms (main) $ ',
  '❯ ',
  '/ # ',
  '',
];

type Variation = readonly [name: string, change: (text: string) => string];

const marked = (text: string, mark: string) => text.replace(/^/gm, mark);
const indented = (text: string, space: string) =>
  text.replace(/^ +/gm, (spaces) => space.repeat(spaces.length));
const encoded = (change: (bytes: Buffer) => Buffer) => (text: string) =>
  decodeText(change(Buffer.from(text, 'utf16le')));
const BOM = Buffer.from([0xff, 0xfe]);

const VARIATIONS: readonly Variation[] = [
  ...PROMPTS.map(
    (prompt): Variation => [
      `after the prompt ${prompt}`,
      (text) => `${prompt}juju show-unit integrator/0\n${text.trimEnd()}\n${prompt}\n`,
    ],
  ),
  ['in a code fence', (text) => `\`\`\`\n${text}\n\`\`\`\n`],
  [
    'in a code fence between words',
    (text) => `Here it is:\n\n\`\`\`yaml\n${text}\n\`\`\`\nThanks!\n`,
  ],
  ['in a fence of tildes', (text) => `~~~ json\n${text}\n~~~`],
  ['in a fence that is not closed', (text) => `\`\`\`\n${text}`],
  [
    'in a fence in a list',
    (text) => `1. do\n\n     \`\`\`\n${marked(text, '     ')}\n     \`\`\`\n`,
  ],
  [
    'in a fence with the command',
    (text) => `\`\`\`console\n$ juju show-unit a/0\n${text}\n\`\`\`\n`,
  ],
  ['quoted in a mail', (text) => marked(text, '> ')],
  ['quoted without a blank', (text) => marked(text, '>')],
  ['quoted twice', (text) => marked(text, '>> ')],
  ['quoted, with who wrote it', (text) => `On Mon, 3 Nov 2025, Jo wrote:\n${marked(text, '> ')}`],
  ['quoted, in a fence', (text) => marked(`\`\`\`\n${text}\n\`\`\``, '> ')],
  ['with colours', (text) => text.replaceAll('endpoint', '\u001b[34mendpoint\u001b[0m')],
  ['with a title and a link', (text) => `\u001b]0;title\u0007\u001b]8;;http://x\u001b\\${text}`],
  ['as a bracketed paste', (text) => `\u001b[?2004h${text}\u001b[?2004l\r\n`],
  ['in UTF-16, with a mark', encoded((bytes) => Buffer.concat([BOM, bytes]))],
  ['in UTF-16', encoded((bytes) => bytes)],
  ['in UTF-16, big endian', encoded((bytes) => bytes.swap16())],
  ['with two byte order marks', (text) => `\ufeff\ufeff${text}`],
  ['with no-break spaces in front', (text) => indented(text, '\u00a0')],
  [
    'with no-break spaces only',
    (text) => (text.includes('\n') ? indented(text, '\u00a0').replaceAll(': ', ':\u00a0') : text),
  ],
  ['with narrow spaces', (text) => indented(text, '\u202f')],
  ['with signs without width', (text) => marked(text, '\u200b')],
  ['with Windows line ends', (text) => text.replaceAll('\n', '\r\n')],
  ['indented', (text) => marked(text, '    ')],
  ['after a warning', (text) => `WARNING the model is busy\n${text}`],
  ['after a log', (text) => `INFO  cmd: waiting\n10:00:00 DEBUG juju.cmd x\n${text}`],
  [
    'after a sentence',
    (text) => `Since Juju is run for the first time, it loads: clouds.\n${text}`,
  ],
  ['before a sentence', (text) => `${text}\nConnection to 10.0.0.1 closed.\n`],
  ['with blanks at the ends', (text) => text.replace(/$/gm, '   ')],
  ['with a sign of no text', (text) => `${text}\u0000`],
];

async function apps(stdin: string) {
  const { stdout, stderr } = await kbt(['targets', '-', '-o', 'name'], { stdin });
  return { apps: stdout.split('\n'), stderr };
}

describe.each([
  ['YAML', YAML],
  ['JSON', JSON_TEXT],
  ['JSON in one line', ONE_LINE],
])('%s', (_, text) => {
  it.each(VARIATIONS)('%s', async (__, change) => {
    expect((await apps(change(text))).apps).toEqual(APPS);
  });
});

describe('a prompt on the line of the answer', () => {
  it('is no part of it', async () => {
    expect((await apps(`${ONE_LINE}ubuntu@host:~$ `)).apps).toEqual(APPS);
  });
});

describe('a text that is cut off', () => {
  it.each([
    ['JSON', JSON_TEXT.slice(0, -40)],
    ['the second of two', `${ONE_LINE}${ONE_LINE.slice(0, 300)}`],
    [
      'the second of two, after a prompt',
      `$ juju show-unit a/0\n${ONE_LINE}\n${ONE_LINE.slice(0, 300)}`,
    ],
    ['YAML in a text', YAML.slice(0, YAML.indexOf('"ttl": "24H"'))],
    ['JSON in a fence', `\`\`\`\n${JSON_TEXT.slice(0, 900)}\n\`\`\`\n`],
  ])('is never taken for whole: %s', async (_, text) => {
    const { stdout, stderr, exitCode } = await kbt(['targets', '-'], { stdin: text });
    expect(`${stdout}${stderr}`).toMatch(/cut off|is neither JSON nor YAML/);
    expect(exitCode).toBe(2);
  });
});
