import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { shell } from './shell.js';

describe('shell', () => {
  it('leaves a plain word as it is', () => {
    expect(shell`juju config ${'shop'} ${'ttl=30d'}`).toBe('juju config shop ttl=30d');
  });

  it('quotes what zsh alone would expand', () => {
    expect(shell`juju status ${'=ls'}`).toBe("juju status '=ls'");
  });

  it('gives the shell each value as one word, whatever it holds', () => {
    const value = fc.string({ unit: fc.constantFrom(...`a '"\\$\`;|&<>()*?~!#\n\u00e9`) });
    fc.assert(
      fc.property(value, (text) => {
        const line = shell`printf %s. ${text}`;
        expect(execFileSync('/bin/sh', ['-c', line], { encoding: 'utf8' })).toBe(`${text}.`);
      }),
      { numRuns: 50 },
    );
  });
});
