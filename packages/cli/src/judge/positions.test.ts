import { describe, expect, it } from 'vitest';
import { kbt } from '../testing/kbt.js';

/** What is at the place of each problem, up to eight characters, and the rule. */
async function pointed(text: string): Promise<readonly string[]> {
  const { stdout } = await kbt(['validate', '-', '-o', 'json'], { stdin: text });
  const lines = text.split('\n');
  const { problems } = JSON.parse(stdout);
  return problems.map((one: { line: number; column: number; rule: string }) => {
    const line = lines[one.line - 1] ?? '';
    return `${one.rule} ${line.slice(one.column - 1, one.column + 7)}`;
  });
}

const unit = (text: string, ending = '\n  provider-id: x\n') =>
  `integrator/0:\n  relation-info:\n  - relation-id: 1\n    endpoint: k8s-backup-target\n    related-endpoint: backup\n    application-data:\n      backup_targets: ${text}${ending}`;

describe('a problem', () => {
  it.each([
    ['YAML', 'ttl: 1x\n', ['pattern 1x']],
    ['YAML with a comment', 'ttl:   "1x" # why\n', ['pattern "1x" # w']],
    ['JSON', '{"ttl":\n  "1x"}', ['pattern "1x"}']],
    ['a list', 'include_namespaces: [a, 5]\n', ['type 5]']],
    ['a list in lines', 'include_namespaces:\n- a\n- {}\n', ['type {}']],
    ['a value on the next line', 'ttl:\n  1x\n', ['pattern 1x']],
    ['an alias', 'label_selector: {a: &t 1x}\nttl: *t\n', ['pattern *t']],
    ['an unknown field', 'ttl: 24h\nttll: 24h\n', ['additionalProperties ttll: 24']],
    [
      'a value that is not written',
      'app: a\nrelation_name:\nmodel: m\nspec: {}\n',
      ['type relation'],
    ],
    [
      'a Schedule',
      'apiVersion: velero.io/v1\nkind: Schedule\nmetadata: {name: a}\nspec:\n  schedule: "@daily"\n  template:\n    ttl: 30d\n    hookz: {}\n',
      ['unknown-field hookz: {', 'duration-unreadable 30d'],
    ],
  ])('in %s is at the value, or at the name of an unknown field', async (_, text, places) => {
    const found = await pointed(text);
    for (const place of places) expect(found).toContainEqual(expect.stringContaining(place));
  });

  it.each([
    ['JSON', JSON.stringify({ backup_targets: JSON.stringify([entry()]) }), ['pattern \\"1x\\"}']],
    [
      'JSON of hostile names',
      JSON.stringify({ backup_targets: JSON.stringify([entry('a"\\\n\t/é😀日本')]) }),
      ['pattern \\"1x\\"}'],
    ],
    [
      'JSON with every sign as a code',
      `{"backup_targets": "${[...JSON.stringify([entry('😀')])].map(coded).join('')}"}`,
      ['pattern \\u0022\\u'],
    ],
    ['YAML in single quotes', unit(`'${JSON.stringify([entry("it''s")])}'`), ['pattern "1x"}}]']],
    [
      'YAML in double quotes',
      unit(JSON.stringify(JSON.stringify([entry('"')]))),
      ['pattern \\"1x\\"}'],
    ],
    [
      'YAML that is folded',
      unit(
        `'${JSON.stringify([entry()]).replace('"spec"', '\n\n        "spec"').replace('"ttl":', '"ttl":\n          ')}'`,
      ),
      ['pattern "1x"}}]'],
    ],
    [
      'YAML with joined lines',
      unit(
        `"${JSON.stringify([entry()]).replaceAll('"', '\\"').replace('\\"ttl\\":', '\\"ttl\\\n        \\":\\\n        \\ ')}"`,
      ),
      ['pattern \\"1x\\"}'],
    ],
    [
      'a literal block',
      unit(`|\n        ${JSON.stringify([entry()], null, 1).replaceAll('\n', '\n        ')}`),
      ['pattern "1x"'],
    ],
    [
      'a folded block',
      unit(`>-\n        ${JSON.stringify([entry()], null, 1).replaceAll('\n', '\n        ')}`),
      ['pattern "1x"'],
    ],
  ])('in the text of a databag, in %s, is at the value within', async (_, text, places) => {
    expect(await pointed(text)).toEqual(places.map((place) => expect.stringContaining(place)));
  });

  it('with an unknown field of a databag is at its name', async () => {
    const text = JSON.stringify([{ ...entry(), spec: { include_namespace: ['a'] } }]);
    const [found = ''] = await pointed(unit(`'${text}'`));
    expect(found).toContain('additionalProperties "include');
    const { stdout } = await kbt(['validate', '-'], { stdin: unit(`'${text}'`) });
    expect(stdout).toContain(
      '/0/spec/include_namespace is not a field of the contract; requirers ignore it',
    );
  });

  it('shows its caret below the fault, also after wide signs', async () => {
    const { stdout } = await kbt(['validate', '-'], {
      stdin: '{"exclude_resources": ["日本"], "ttl": "1x"}',
    });
    const [shown = '', caret = ''] = stdout.split('\n').slice(1, 3);
    expect(shown.indexOf('"1x"') + 2).toBe(caret.indexOf('^'));
  });
});

function entry(app = 'a') {
  return { app, relation_name: 'b', model: 'm', spec: { ttl: '1x' } };
}

function coded(sign: string): string {
  return [...Array(sign.length).keys()]
    .map((at) => `\\u${sign.charCodeAt(at).toString(16).padStart(4, '0')}`)
    .join('');
}
