/**
 * A spec that cannot be previewed. The message says where, why and what to do; `path` is a JSON Pointer.
 */
export class PreviewSpecError extends Error {
  override readonly name = 'PreviewSpecError';
  readonly code = 'invalid-preview-spec';
  readonly path: string;

  constructor(path: string, reason: string, remedy: string) {
    super(`invalid-preview-spec: ${path === '' ? 'the spec' : path} ${reason}. ${remedy}`);
    this.path = path;
  }
}

/** Recognises the error by name and code, so it works across copies of this package. */
export function isPreviewSpecError(error: unknown): error is PreviewSpecError {
  return (
    error instanceof Error &&
    error.name === 'PreviewSpecError' &&
    'code' in error &&
    error.code === 'invalid-preview-spec'
  );
}
