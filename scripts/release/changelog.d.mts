export function getReleaseLine(changeset: { readonly summary: string }): Promise<string>;
export function getDependencyReleaseLine(): Promise<string>;
