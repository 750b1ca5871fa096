/** The lists of Python packages that the repository installs. */

/** A list of pins, and what it is completed for. */
export interface RequirementsList {
  /** Without its ending: `.in` is edited, `.txt` is written and installed. */
  readonly path: string;
  /** The oldest Python that it is for. */
  readonly python: string;
  readonly options: readonly string[];
}

/** Every list that pip is given. */
export const LISTS: readonly RequirementsList[] = [
  { path: 'tools/python/project', python: '3.10', options: [] },
  { path: 'tools/python/newest', python: '3.11', options: [] },
  { path: 'tools/python/oldest', python: '3.10', options: [] },
  { path: 'tools/fuzzing/atheris', python: '3.11', options: [] },
  { path: 'tools/mutation/mutmut', python: '3.11', options: [] },
  { path: 'tests/packaging/pre-commit-requirements', python: '3.10', options: [] },
  // One set that is known to pack a charm: uv would find that it contradicts itself.
  { path: 'tests/packaging/charmcraft-requirements', python: '3.11', options: ['--no-deps'] },
];
