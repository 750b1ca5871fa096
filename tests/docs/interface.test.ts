/** Data that the documents show, held to what it is an example of. */
import { readFileSync } from 'node:fs';
import { decodeDatabag } from '@k8s-backup-target/schema';
import { snippets } from '@k8s-backup-target/tools/run-snippet';
import { expect, it } from 'vitest';
import { parse } from 'yaml';

it.each(snippets('schema/v0/README.md', 'json'))('a databag is read whole: %s', (text) => {
  const spec = { include_namespaces: ['my-namespace'], ttl: '72h' };
  expect(decodeDatabag(JSON.parse(text))).toMatchObject({
    targets: [{ target: { app: 'my-app', relation_name: 'backup', model: 'my-model', spec } }],
    issues: [],
  });
});

it('the option that turns the socket off is that of the example charm', () => {
  const [shown = ''] = snippets('packages/juju/README.md', 'yaml');
  const { config } = parse(shown);
  const example = parse(readFileSync('examples/provider-charm/charmcraft.yaml', 'utf8'));
  expect(config.options).toEqual({ 'agent-socket': example.config.options['agent-socket'] });
});

it('what a charm with its own Node.js primes is what the example charm does', () => {
  const [shown = ''] = snippets('packages/charm-node/README.md', 'yaml');
  const example = parse(readFileSync('examples/provider-charm/charmcraft.yaml', 'utf8'));
  const { charm } = parse(shown).parts;
  expect(example.parts.charm).toMatchObject({ plugin: charm.plugin, source: charm.source });
  expect(example.parts.charm.prime).toEqual(expect.arrayContaining(charm.prime));
});
