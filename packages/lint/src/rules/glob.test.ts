import { describe, expect, it } from 'vitest';
import { globFault } from './glob.js';

describe('globFault', () => {
  it.each([
    '',
    'a*b?',
    'a]',
    '-',
    '[a]',
    '[abc]',
    '[!abc]',
    '[a-z]',
    '[!a-z]',
    '[a-a]',
    '[a-z][0-9]',
    'x[a-z]y[bc]z',
    // A dash at either end is a dash.
    '[-ab]',
    '[ab-]',
    '[!-ab]',
    '[-]',
    // Of one character each, however many units of UTF-16 they have.
    '[\u{1f600}-\u{1f601}]',
    '[\u{1f600}\u{1f601}]',
    // What stands behind a backslash is a letter.
    '\\[',
    'a\\[a',
    // In brackets an opening one is a letter as well.
    '[a[]',
    '\\[]',
    '[\\]]',
    '[\\]-]',
    '\\\\[a]',
    '\\',
    'a\\',
    // In a class of their own only what Velero reads counts.
    '{a,[b-c]}',
  ])('finds nothing in %j', (pattern) => {
    expect(globFault(pattern)).toBeUndefined();
  });

  it.each([
    '[',
    '[a',
    '[abc',
    '[!',
    '[]',
    '[!]',
    '[]a]',
    '[a-z',
    '[a-',
    '[a-]',
    '[!a-]',
    '[a-z0-9]',
    '[a--z]',
    '[z-a]',
    '[!z-a]',
    '[\u{1f601}-\u{1f600}]',
    // A letter behind those of UTF-16's surrogates, whose units sort before them.
    '[\u{1f600}-\uff5e]',
    'x[a-z]y[',
    '[ab][z-a]',
    '[ab-c][',
    '\\\\[',
    '[\\]',
    '[a\\',
    '[ab\\]',
    '\ufffd',
    'a\ufffd[b]',
    '\ud800',
    'a\udfffb',
  ])('says that gobwas does not compile %j', (pattern) => {
    expect(globFault(pattern)).toBe('broken');
  });

  it.each(['[abc-e]', '[!abc-e]', '[ab-c]x', '[ab-c][d]', '[d][ab-c]', '[ab-c][de-f]'])(
    'says that gobwas reads %j letter by letter',
    (pattern) => {
      expect(globFault(pattern)).toBe('misread');
    },
  );

  it.each(['\0', 'a\0', '[\0', '[ab-c]\0', '\ufffd\0', '\ud800\0'])(
    'says that gobwas stops at the NUL of %j, whatever else there is',
    (pattern) => {
      expect(globFault(pattern)).toBe('nul');
    },
  );
});
