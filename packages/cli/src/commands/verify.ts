import { basename, resolve } from 'node:path';
import {
  type Inventory,
  isPreviewSpecError,
  type PreviewOptions,
  type PreviewSpec,
} from '@k8s-backup-target/preview';
import { isFolder, type StoredFile, storedFile, storedFilesIn } from '../archive/stored-files.js';
import { namesCluster } from '../cluster/live.js';
import { readDeployments } from '../cluster/read-velero.js';
import { metadataOf } from '../cluster/velero-objects.js';
import { releaseOf } from '../cluster/velero-version.js';
import type { Invocation, Options, Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { OutputOf } from '../command/report.js';
import type { Facts } from '../facts/facts.js';
import { gather } from '../gather/gather.js';
import type { Restore } from '../generated/output.js';
import { type Fields, fieldsOf, textOf } from '../input/fields.js';
import { inventoryFor } from '../preview/read-inventory.js';
import { findSpecs } from '../specs/find-specs.js';
import { pickSpec } from '../specs/pick-spec.js';
import { veleroRelease } from '../velero/velero-release.js';
import { againstCluster, againstInventory, Fingerprints } from '../verify/against.js';
import { chooseBackup } from '../verify/choose-backup.js';
import { clusterRecords } from '../verify/cluster-records.js';
import { type Contents, readContents } from '../verify/contents.js';
import { type Judged, judgeBackup } from '../verify/judge-backup.js';
import { type BackupRecords, readRecords } from '../verify/records.js';
import { verifyText } from '../verify/verify-text.js';
import { type Wanted, wantedOf } from '../verify/wanted.js';

/** Says whether a Backup holds what was wanted; see `Verification`. */
export const run: Run = async (invocation) => {
  const { words, options, io } = invocation;
  const { stored, others } = splitWords(words, io.cwd);
  const { name, files } = chooseBackup(stored, textOf(options['backup']));
  const live = await fromCluster(invocation, name);
  if (files.length === 0 && live === undefined) {
    throw new CannotRunError(
      'usage',
      'verify needs the files of a Backup, or --context: a folder of the store, or what velero backup download gives',
    );
  }
  const records = withLive(await readRecords(files), live?.records);
  const { version } = veleroRelease(options, live?.release);
  const found = await wantedSpec(invocation, others, records, version);
  const { spec, isAsked, inventory, annotations } = found;
  const prints = options['against'] === undefined ? undefined : new Fingerprints();
  const tarball = files.find(({ kind }) => kind === 'tarball');
  const contents = tarball && (await contentsOf(tarball, prints));
  const verification = judgeBackup({
    name: name ?? nameIn(records),
    source: [
      ...new Set([
        ...(others.length === 0 ? [] : []),
        ...sources(words, stored),
        ...(live === undefined ? [] : [live.context]),
      ]),
    ].join(', '),
    records,
    contents,
    tarball: tarball?.name ?? '',
    spec,
    asked: isAsked ? spec : undefined,
    wanted: inventory && wanted(spec, inventory, { veleroVersion: version, annotations }),
    veleroVersion: version,
  });
  const against = await compareWith(invocation, contents, prints);
  return {
    exitCode: exitCodeOf(verification.verdict, options),
    data: { ...verification, against: against ?? null } satisfies OutputOf<'verify'>,
    text: (screen) => verifyText(verification, against, screen),
  };
};

/** What is of a Backup, and what tells what was wanted. */
function splitWords(words: readonly string[], cwd: string) {
  const stored: StoredFile[] = [];
  const others: string[] = [];
  for (const word of words) {
    const path = resolve(cwd, word);
    const file = storedFile(path, word);
    if (isFolder(path)) stored.push(...filesIn(path, word));
    else if (file === undefined) others.push(word);
    else stored.push(file);
  }
  return { stored, others };
}

function filesIn(path: string, word: string): readonly StoredFile[] {
  const found = storedFilesIn(path, word);
  if (found.length > 0) return found;
  throw new CannotRunError('input', `${word} holds no file of a Backup, such as NAME.tar.gz`);
}

function sources(words: readonly string[], stored: readonly StoredFile[]): readonly string[] {
  return words.filter((word) => stored.some(({ name }) => name === word || name.startsWith(word)));
}

/** What the cluster shows of the Backup, where the command line names one. */
async function fromCluster({ options, io }: Invocation, name: string | undefined) {
  // A kubeconfig alone may be meant for --against.
  const isNamed = options['against'] === undefined || options['context'] !== undefined;
  if (!namesCluster(options) || !isNamed) return undefined;
  const { connect } = await import('../cluster/api/connect.js');
  const api = await connect(options, io);
  const { namespace, deployments } = await readDeployments(api, options);
  return {
    context: api.context,
    records: await clusterRecords(api, namespace, name),
    release: releaseOf(deployments),
  };
}

/** The cluster's objects are newer than what was stored with the Backup. */
function withLive(records: BackupRecords, live: Partial<BackupRecords> | undefined): BackupRecords {
  if (live === undefined) return records;
  return {
    ...records,
    backup: live.backup ?? records.backup,
    podVolumeBackups: live.podVolumeBackups ?? records.podVolumeBackups,
    dataUploads: live.dataUploads,
  };
}

interface WantedSpec {
  readonly spec: PreviewSpec;
  /** True of one that was given next to the Backup. */
  readonly isAsked: boolean;
  readonly inventory: Inventory | undefined;
  /** Of the Backup, or else of the object that was given. */
  readonly annotations: Fields | undefined;
}

/** The target or spec among the files, else what the Backup itself asked for. */
async function wantedSpec(
  invocation: Invocation,
  files: readonly string[],
  { backup }: BackupRecords,
  version: string,
): Promise<WantedSpec> {
  const own = fieldsOf(backup?.['spec']);
  const annotations = backup && metadataOf(backup).annotations;
  if (files.length === 0) return { spec: own, isAsked: false, inventory: undefined, annotations };
  const { options } = invocation;
  const offline = { ...invocation, options: withoutCluster(options) };
  const facts: Facts = await gather(offline, files, { pipe: false });
  const inventory =
    facts.inventories.length === 0 ? undefined : (await inventoryFor(facts, offline)).inventory;
  const specs = await findSpecs(facts, textOf(options['endpoint']), version);
  const isAsked = specs.length > 0;
  if (!isAsked) return { spec: own, isAsked, inventory, annotations };
  const picked = pickSpec(specs, textOf(options['app']));
  return {
    spec: picked.spec,
    isAsked,
    inventory,
    annotations: annotations ?? picked.annotations,
  };
}

/** The files alone are read: the cluster is asked for the Backup, and for nothing else. */
function withoutCluster({ context: _, kubeconfig: __, ...options }: Options): Options {
  return options;
}

function wanted(spec: PreviewSpec, inventory: Inventory, options: PreviewOptions): Wanted {
  try {
    return wantedOf(spec, inventory, options);
  } catch (error) {
    if (!isPreviewSpecError(error)) throw error;
    throw new CannotRunError('input', `what was wanted: ${error.message}`);
  }
}

async function contentsOf(
  { path, name }: StoredFile,
  prints: Fingerprints | undefined,
): Promise<Contents> {
  try {
    return await readContents(path, ({ key, resource, object }) =>
      prints?.add(key, resource, object),
    );
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new CannotRunError('input', `${name} cannot be read: ${reason}`);
  }
}

function nameIn({ backup }: BackupRecords): string {
  return backup === undefined ? 'the Backup' : metadataOf(backup).name;
}

/** A context, or the file of an inventory. */
async function compareWith(
  invocation: Invocation,
  contents: Contents | undefined,
  prints: Fingerprints | undefined,
): Promise<Restore | undefined> {
  const { options, io } = invocation;
  const where = textOf(options['against']);
  if (where === undefined || prints === undefined) return undefined;
  if (contents === undefined) {
    throw new CannotRunError('usage', '--against compares the tarball: name it, or its folder');
  }
  if (/\.(?:json|ya?ml)$/.test(where)) {
    const facts = await gather({ ...invocation, options: {} }, [where], { pipe: false });
    if (facts.inventories.length === 0) {
      throw new CannotRunError('input', `${basename(where)} is not an inventory`);
    }
    const { inventory } = await inventoryFor(facts, invocation);
    return againstInventory(contents, inventory, where);
  }
  const { connect } = await import('../cluster/api/connect.js');
  return againstCluster(contents, prints, await connect({ ...options, context: where }, io));
}

/** Unknown is never fine, unless the user says so. */
function exitCodeOf(verdict: Judged['verdict'], { allowUnknown }: Options): 0 | 1 | 2 {
  if (verdict === 'bad') return 1;
  return verdict === 'unknown' && allowUnknown !== true ? 2 : 0;
}
