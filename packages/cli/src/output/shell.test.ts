import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shell } from './shell.js';

/** Signs of which one shell or another thinks something. */
const SIGNS = [...`a-1 '"\\$\`;|&<>()*?~!#{}[]@%=,:\n\r\u001b\u202e\u00e9`, '\u2018', '\u2019'];
const value = fc.string({ unit: fc.constantFrom(...SIGNS) });

describe('shell', () => {
  it('leaves a plain word as it is', () => {
    expect(shell`juju config ${'shop'} ${'ttl=30d'}`).toBe('juju config shop ttl=30d');
  });

  it('quotes what zsh or PowerShell alone would expand', () => {
    expect(shell`juju status ${'=ls'} ${'a,b'} ${'@args'}`).toBe("juju status '=ls' 'a,b' '@args'");
  });

  it.each([
    ['an option', '--all'],
    ['a quote', "it's"],
    ['a quote of PowerShell', 'it\u2019s; ls'],
    ['a backslash, which fish knows within quotes', 'a\\'],
    ['a double quote, which PowerShell hands on', 'a" --all "b'],
    ['a line break', 'a\nrm -rf'],
    ['nothing', ''],
  ])('leaves out %s', (_, text) => {
    expect(shell`kubectl delete backups ${text} -n velero`).toBe(
      'kubectl delete backups NAME -n velero',
    );
  });

  it.each(['sh', 'bash'])('gives %s each value as one word, or none of it', (program) => {
    fc.assert(
      fc.property(value, (text) => {
        const line = shell`printf %s. ${text}`;
        const printed = execFileSync(program, ['-c', line], { encoding: 'utf8' });
        expect([`${text}.`, 'NAME.']).toContain(printed);
      }),
      { numRuns: 50 },
    );
  });

  /** What the manuals of fish and PowerShell say of single quotes: all in them is text but these signs. */
  it('puts between quotes only what fish and PowerShell leave alone there', () => {
    fc.assert(
      fc.property(value, (text) => {
        expect(shell`${text}`).toMatch(/^(?:[\w./:][\w@%+=:./-]*|'[^'\\"\u2018-\u201b\p{C}]+')$/u);
      }),
    );
  });
});
