/** Entries for the optional packages of other platforms that npm has left out of a lock file. */
import { platformOf } from './platform.js';

/** One package in a lock file. */
interface LockedPackage {
  readonly version?: string;
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
 * platform that a mirror lacks, and then `npm ci` refuses the lock file for want of it. An entry without
 * a checksum is enough: npm skips it where the platform is another, and fetches it where it is this one.
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
      `${name}@${version} is missing from the lock file, and is no package for one platform`,
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
