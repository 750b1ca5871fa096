import { expect, it } from 'vitest';
import { pythonName, pythonVersion, withPythonVersion } from './python-project.js';

const PYPROJECT = `[build-system]
requires = ["hatchling==1.33.0"]

[project]
name = "x"
version = "0.1.0"

[tool.other]
version = "9"
`;

it('reads the name', () => {
  expect(pythonName(PYPROJECT)).toBe('x');
});

it('reads and replaces the version of [project] and nothing else', () => {
  expect(pythonVersion(PYPROJECT)).toBe('0.1.0');
  expect(withPythonVersion(PYPROJECT, '1.2.3')).toBe(PYPROJECT.replace('0.1.0', '1.2.3'));
});

it('keeps a package of this repository that it depends on at the same version', () => {
  const dependent = PYPROJECT.replace(
    '[tool',
    'dependencies = ["k8s-backup-target[ops]==0.1.0", "ops==3.0.0"]\n\n[tool',
  );
  expect(withPythonVersion(dependent, '1.2.3')).toContain(
    'dependencies = ["k8s-backup-target[ops]==1.2.3", "ops==3.0.0"]',
  );
});

it('refuses a text whose [project] has no version, whatever other tables have', () => {
  const without = PYPROJECT.replace('version = "0.1.0"\n', '');
  expect(() => pythonVersion(without)).toThrow('no line');
  expect(() => withPythonVersion(without, '1.2.3')).toThrow('no line');
});

it('refuses a prerelease, which npm and Python spell differently', () => {
  expect(() => withPythonVersion(PYPROJECT, '1.0.0-rc.1')).toThrow('is not X.Y.Z');
});
