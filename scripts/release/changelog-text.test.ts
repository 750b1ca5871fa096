import { expect, it } from 'vitest';
import { getDependencyReleaseLine, getReleaseLine } from './changelog.mjs';
import { changelogSection, UNCHANGED, withoutEmptySections } from './changelog-text.js';

const CHANGELOG = `# pack

## 0.3.0

## 0.2.0

### Minor Changes

- Reads faster.

## 0.1.0
`;

it('says of a release that brings nothing that it brings nothing', () => {
  const mended = withoutEmptySections(CHANGELOG);
  expect(changelogSection(mended, '0.3.0')).toBe(UNCHANGED);
  expect(changelogSection(mended, '0.2.0')).toBe('### Minor Changes\n\n- Reads faster.');
  expect(changelogSection(mended, '0.1.0')).toBe(UNCHANGED);
  expect(mended).toContain(`${UNCHANGED}\n\n## 0.2.0\n`);
  expect(mended.endsWith(`${UNCHANGED}\n`)).toBe(true);
  expect(withoutEmptySections(mended)).toBe(mended);
});

it('finds no section for a version that was not released', () => {
  expect(changelogSection(CHANGELOG, '0.2')).toBeUndefined();
});

it("words a change as its changeset does, without the commit's hash", async () => {
  const summary = 'Reads faster.\n\n\n- in the hook\n';
  expect(await getReleaseLine({ summary })).toBe('- Reads faster.\n\n\n  - in the hook');
  expect(await getDependencyReleaseLine()).toBe('');
});
