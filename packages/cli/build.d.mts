/** Writes the bundle into a folder, from the sources of all packages. */
export function bundle(outdir: string): Promise<void>;
