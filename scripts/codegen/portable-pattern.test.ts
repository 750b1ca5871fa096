import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { portablePatternFault } from './portable-pattern.js';

const PYTHON = fileURLToPath(new URL('../../.venv/bin/python', import.meta.url));

const UNPORTABLE = 'is not in the portable subset of regular expressions';
const ANCHORS = 'must start with ^ and end with $';
const GROUP = 'must hold its alternatives in a group';
const BOUND = 'repeats a group without bound: give the string a maxLength';
const SYNTAX = 'is not a regular expression';

describe('portablePatternFault', () => {
  it.each([
    '^$',
    '^a$',
    '^(?:)$',
    '^[a-z][a-z0-9]*$',
    '^[^/]+$',
    '^[\\]\\\\\\^\\-]$',
    '^(?:a|b|)$',
    '^(?:ab){1,3}$',
    '^(?:ab)?$',
    '^a{2}b{2,}c{0,5}$',
    '^\\.\\*\\+\\?\\(\\)\\[\\]\\{\\}\\|\\^\\$\\\\\\/$',
    '^a\\|b$',
    '^[a|b]$',
    '^a\\)*$',
    '^[()*]$',
    '^[(]a[)]+$',
    '^(?:ab)\\.*$',
    '^(?:ab)[c]*$',
    '^ "%&~-$',
  ])('accepts %j', (pattern) => {
    expect(portablePatternFault(pattern, false)).toBeUndefined();
  });

  it.each([
    [1, 'must be a string'],
    [null, 'must be a string'],
    ['', ANCHORS],
    ['a', ANCHORS],
    ['^a', ANCHORS],
    ['a$', ANCHORS],
    ['$', ANCHORS],
    ['^a\\$', `"\\" ${UNPORTABLE}`],
    ['^^a$', UNPORTABLE],
    ['^a$$', UNPORTABLE],
    ['^a|b$', GROUP],
    ['^(?:a)|b$', GROUP],
    ['^[(]|b$', GROUP],
    ['^\\(|b$', GROUP],
    ['^\\d$', `"\\d" ${UNPORTABLE}`],
    ['^\\w+$', UNPORTABLE],
    ['^\\s$', UNPORTABLE],
    ['^a\\b$', UNPORTABLE],
    ['^\\u0041$', UNPORTABLE],
    ['^\\x41$', UNPORTABLE],
    ['^\\n$', UNPORTABLE],
    ['^\\p{L}$', UNPORTABLE],
    ['^\\-$', UNPORTABLE],
    ['^\\@$', UNPORTABLE],
    ['^[\\d]$', UNPORTABLE],
    ['^a.b$', `".b" ${UNPORTABLE}`],
    ['^é$', UNPORTABLE],
    ['^[à-ü]$', UNPORTABLE],
    ['^a\n$', UNPORTABLE],
    ['^(?=a)$', `"(?=a)" ${UNPORTABLE}`],
    ['^(?!a)b$', UNPORTABLE],
    ['^(?<=a)b$', UNPORTABLE],
    ['^(?<n>a)$', UNPORTABLE],
    ['^(?P<n>a)$', UNPORTABLE],
    ['^(?i)a$', UNPORTABLE],
    ['^(a)$', UNPORTABLE],
    ['^(?:a)\\1$', UNPORTABLE],
    ['^a*?$', UNPORTABLE],
    ['^a++$', UNPORTABLE],
    ['^a{,2}$', UNPORTABLE],
    ['^a{$', UNPORTABLE],
    ['^*$', UNPORTABLE],
    ['^[]$', UNPORTABLE],
    ['^[^]$', UNPORTABLE],
    ['^[[]$', UNPORTABLE],
    ['^[a-]$', UNPORTABLE],
    ['^[a&&b]$', UNPORTABLE],
    ['^[a~~b]$', UNPORTABLE],
    ['^[A-z]$', UNPORTABLE],
    ['^[z-a]$', SYNTAX],
    ['^a{5,2}$', SYNTAX],
    ['^(?:a$', SYNTAX],
    ['^a)$', SYNTAX],
    ['^(?:ab)*$', BOUND],
    ['^(?:ab)+$', BOUND],
    ['^(?:ab){2,}$', BOUND],
    ['^(?:(?:a)?b)*c$', BOUND],
  ])('refuses %j', (pattern, fault) => {
    expect(portablePatternFault(pattern, false)).toContain(fault);
  });

  it('lets a group repeat without bound where the string has a maxLength', () => {
    for (const pattern of ['^(?:ab)*$', '^(?:ab)+$', '^(?:ab){2,}$']) {
      expect(portablePatternFault(pattern, true)).toBeUndefined();
    }
    expect(portablePatternFault('^(?:a.)*$', true)).toContain(UNPORTABLE);
  });

  it('accepts only what JavaScript, Pydantic and Python match alike', () => {
    if (!existsSync(PYTHON)) throw new Error('run npm test, which makes the Python environment');
    const pieces = fc.constantFrom(
      ...[
        'a',
        'b',
        '~',
        '-',
        '~~',
        '&&',
        '--',
        '||',
        '[',
        ']',
        '[^',
        '(?:',
        ')',
        '|',
        '{2}',
        '{1,}',
      ],
      ...[
        '*',
        '+',
        '?',
        '\\',
        '\\]',
        '\\-',
        '\\^',
        '\\.',
        '.',
        'a-z',
        '0-9',
        '^',
        '$',
        '/',
        '#',
        ' ',
      ],
    );
    const patterns = fc
      .sample(fc.array(pieces, { minLength: 1, maxLength: 7 }), { numRuns: 20_000, seed: 1 })
      .map((parts) => `^${parts.join('')}$`)
      .filter((pattern) => portablePatternFault(pattern, true) === undefined);
    const texts = [
      '',
      'a',
      'b',
      'aa',
      'ab',
      '~',
      '&',
      '-',
      '|',
      '[',
      ']',
      '^',
      '.',
      '/',
      '\\',
      '5',
      'a\n',
      'é',
    ];
    expect(patterns).not.toEqual([]);
    const { stdout, stderr } = spawnSync(PYTHON, ['-c', MATCH_IN_PYTHON], {
      input: JSON.stringify({ patterns, texts }),
      encoding: 'utf8',
    });
    expect(stderr).toBe('');
    const inJavaScript = patterns.map((pattern) => {
      const expression = new RegExp(pattern, 'u');
      const found = texts.filter((text) => expression.test(text));
      return { pattern, pydantic: found, re: found };
    });
    expect(JSON.parse(stdout)).toEqual(inJavaScript);
  });
});

const MATCH_IN_PYTHON = `
import json, re, sys, warnings
from pydantic import TypeAdapter, Field
from typing import Annotated
warnings.simplefilter("ignore", FutureWarning)
given = json.load(sys.stdin)
def accepts(adapter, text):
    try:
        adapter.validate_python(text)
        return True
    except ValueError:
        return False
result = []
for pattern in given["patterns"]:
    adapter = TypeAdapter(Annotated[str, Field(pattern=pattern)])
    result.append({
        "pattern": pattern,
        "pydantic": [text for text in given["texts"] if accepts(adapter, text)],
        "re": [text for text in given["texts"] if re.fullmatch(pattern[1:-1], text)],
    })
json.dump(result, sys.stdout)
`;
