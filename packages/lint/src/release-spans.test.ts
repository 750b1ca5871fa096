import { describe, expect, it } from 'vitest';
import { releaseSpans } from './release-spans.js';

const ALL = ['1.1', '1.2', '1.3', '1.4', 'main'];

describe('releaseSpans', () => {
  it.each([
    [[], ''],
    [['1.2'], '1.2'],
    [['main'], 'main'],
    [['1.1', '1.2'], 'up to 1.2'],
    [['1.2', '1.3'], '1.2 to 1.3'],
    [['1.3', '1.4', 'main'], 'from 1.3 on'],
    [['1.1', '1.2', '1.4', 'main'], 'up to 1.2, from 1.4 on'],
    [['1.1', '1.3', 'main'], '1.1, 1.3, main'],
  ])('writes %j as "%s"', (releases, text) => {
    expect(releaseSpans(releases, ALL)).toBe(text);
  });
});
