import { describe, expect, it } from 'vitest';
import { endpointNames } from './endpoint-names.js';

describe('endpointNames', () => {
  it('gives one name or several, each once', () => {
    expect(endpointNames('backup', null)).toEqual(['backup']);
    expect(endpointNames(['backup', 'other-1', 'backup'], null)).toEqual(['backup', 'other-1']);
  });

  it.each(['a', 'Z9', 'db_2-X_1-_', 'a-1'])('takes the name %s', (name) => {
    expect(endpointNames(name, null)).toEqual([name]);
  });

  it.each<[string | readonly string[], string]>([
    [[], 'name at least one'],
    ['', '"" is not the name of an endpoint'],
    ['backup:1', '"backup:1" is not the name of an endpoint'],
    [['backup', ' '], '" " is not the name of an endpoint'],
    ...['1a', '-a', '_a', 'a-', 'a--b', 'a b', 'a\n', 'é', 'aé'].map((name): [string, string] => [
      name,
      `${JSON.stringify(name)} is not the name`,
    ]),
    [[undefined as never], 'is not the name of an endpoint'],
  ])('refuses %j', (endpoint, message) => {
    expect(() => endpointNames(endpoint, null)).toThrow(message);
  });

  it('refuses what the metadata does not declare, where it can be read', () => {
    expect(endpointNames('backup', ['other', 'backup'])).toEqual(['backup']);
    expect(() => endpointNames('backups', ['backup', 'db'])).toThrow(
      "the charm's metadata does not declare backups under provides or requires, only backup, db",
    );
    expect(() => endpointNames('backup', [])).toThrow('only none');
  });
});
