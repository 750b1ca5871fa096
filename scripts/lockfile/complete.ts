/** Entries, and hashes, of the optional packages of other platforms that npm has left out of a lock file. */
import { platformOf } from './platform.js';

/** One package in a lock file. */
interface LockedPackage {
  readonly version?: string;
  readonly integrity?: string;
  /** True for a workspace, which is linked and not downloaded. */
  readonly link?: boolean;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
}

/** npm's lock file, version 3. */
export interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

/**
 * A copy with an entry for every optional dependency.
 *
 * npm drops an optional package that its registry does not hand out, for example one for another
 * platform that a mirror lacks, and then `npm ci` refuses the lock file because of it. The entries have no
 * hash yet: `withHashes` adds it.
 *
 * @throws Error when the name of a missing package does not tell its platform.
 */
export function completeLockfile(lockfile: Lockfile): Lockfile {
  const added = Object.entries(lockfile.packages).flatMap(([location, locked]) =>
    Object.entries(locked.optionalDependencies ?? {})
      .filter(([name]) => !isLocked(lockfile, location, name))
      .map(([name, version]) => [`node_modules/${name}`, entryFor(name, version, locked)] as const),
  );
  const entries = [...Object.entries(lockfile.packages), ...added];
  // The order in which npm itself writes them.
  entries.sort(([one], [other]) => one.localeCompare(other, 'en'));
  return { ...lockfile, packages: Object.fromEntries(entries) };
}

/** The downloaded packages without a hash, each as `name@version`, once. Their content would not be checked. */
export function withoutHash({ packages }: Lockfile): readonly string[] {
  const missing = Object.entries(packages).filter(([location, locked]) =>
    lacksHash(location, locked),
  );
  return [...new Set(missing.map(([location, { version }]) => `${nameAt(location)}@${version}`))];
}

/**
 * A copy in which each downloaded package has a hash.
 *
 * @param hashOf - Looks up the hash of `name@version`, as Subresource Integrity: `sha512-...`.
 * @throws Error when what `hashOf` returns is not a SHA-512 hash.
 */
export function withHashes(lockfile: Lockfile, hashOf: (spec: string) => string): Lockfile {
  const hashes = new Map(withoutHash(lockfile).map((spec) => [spec, checked(spec, hashOf(spec))]));
  const packages = Object.entries(lockfile.packages).map(([location, locked]) => {
    if (!lacksHash(location, locked)) return [location, locked] as const;
    const { version, ...rest } = locked;
    const integrity = hashes.get(`${nameAt(location)}@${version}`);
    // The place at which npm itself writes it.
    return [location, { version, integrity, ...rest } as LockedPackage] as const;
  });
  return { ...lockfile, packages: Object.fromEntries(packages) };
}

function lacksHash(location: string, { integrity, link }: LockedPackage): boolean {
  return location.includes('node_modules/') && link !== true && integrity === undefined;
}

function nameAt(location: string): string {
  return location.split('node_modules/').at(-1) ?? '';
}

function checked(spec: string, hash: string): string {
  if (/^sha512-[A-Za-z0-9+/]{86}==$/.test(hash)) return hash;
  throw new Error(`the registry gives no SHA-512 hash of ${spec}`);
}

/** Tells whether Node's look-up from `location` upwards finds the package. */
function isLocked({ packages }: Lockfile, location: string, name: string): boolean {
  const folders = location.split('/node_modules/');
  return (
    folders.some((_, depth) => {
      const parent = folders.slice(0, folders.length - depth).join('/node_modules/');
      return Object.hasOwn(packages, `${parent}/node_modules/${name}`);
    }) || Object.hasOwn(packages, `node_modules/${name}`)
  );
}

function entryFor(name: string, version: string, parent: LockedPackage): LockedPackage {
  const platform = platformOf(name);
  if (platform === undefined || !/^\d/.test(version)) {
    throw new Error(
      `${name}@${version} is missing from the lock file, and is not a package for one platform`,
    );
  }
  const { os, cpu, libc } = platform;
  return {
    version,
    cpu,
    ...(parent.dev === true ? { dev: true } : {}),
    ...(libc === undefined ? {} : { libc }),
    optional: true,
    os,
  } as LockedPackage;
}
