import {
  becauseOf,
  compare,
  type Decision,
  explain,
  isPreviewSpecError,
  type PreviewResult,
  preview,
} from '@k8s-backup-target/preview';
import { issueOf } from '@k8s-backup-target/schema/internal';
import { veleroInCluster } from '../cluster/velero-version.js';
import type { Invocation, Options, Run } from '../command/command.js';
import { CannotRunError } from '../command/errors.js';
import type { OutputOf, Report } from '../command/report.js';
import { gather } from '../gather/gather.js';
import { durationUnreadableField } from '../generated/cluster-templates.js';
import { fieldsOf } from '../input/fields.js';
import { notJudged } from '../judge/not-judged.js';
import type { ObjectFinding } from '../judge/object-faults.js';
import { printable } from '../output/printable.js';
import type { Screen } from '../output/screen.js';
import { chooseDecisions } from '../preview/choose.js';
import { comparisonData, comparisonText } from '../preview/comparison.js';
import { findObject } from '../preview/find-object.js';
import { objectsText, previewText } from '../preview/preview-text.js';
import { inventoryFor, type NamedInventory } from '../preview/read-inventory.js';
import { treeOf } from '../preview/tree.js';
import { countVolumes, dataStory, volumesText, withData } from '../preview/volumes.js';
import { type FoundSpec, findSpecs } from '../specs/find-specs.js';
import { pickSpec } from '../specs/pick-spec.js';
import { veleroRelease } from '../velero/velero-release.js';

/** Says what a Backup will hold; see `Preview`. */
export const run: Run = async (invocation) => {
  const { words, options } = invocation;
  const facts = await gather(invocation, words);
  const cluster = await inventoryFor(facts, invocation);
  const inCluster = cluster.veleroVersion ?? veleroInCluster(facts.cluster);
  const { version } = veleroRelease(options, inCluster);
  const specs = await findSpecs(facts, textOption(options, 'endpoint'), version);
  if (options['diff'] === true) return diffReport(specs, cluster, version);
  const picked = pickSpec(specs, textOption(options, 'app'));
  const result = previewOf(picked, cluster, version);
  const why = textOption(options, 'why');
  if (why !== undefined) return whyReport(result, cluster, why);
  return options['volumes'] === true
    ? volumesReport(result)
    : treeReport({ result, open: notJudged(fieldsOf(picked.spec)) }, cluster, options);
};

function textOption(options: Invocation['options'], name: string): string | undefined {
  const value = options[name];
  return typeof value === 'string' ? value : undefined;
}

function previewOf(
  { name, spec, annotations, unreadable: [unreadable] = [] }: FoundSpec,
  { inventory }: NamedInventory,
  veleroVersion: string,
) {
  if (unreadable !== undefined) {
    const { message, remedy = '' } = issueOf(durationUnreadableField, unreadable, {});
    throw new CannotRunError('input', `${name}: ${unreadable} ${message}: ${remedy}`);
  }
  try {
    return preview(spec, inventory, { veleroVersion, annotations });
  } catch (error) {
    if (!isPreviewSpecError(error)) throw error;
    throw new CannotRunError('input', `${name}: ${error.message}`);
  }
}

function volumesReport({ volumes: fates }: PreviewResult): Report {
  const volumes = withData(fates);
  return {
    exitCode: countVolumes(fates).every(({ notSaved, unknown }) => notSaved + unknown === 0)
      ? 0
      : 1,
    data: { volumes } satisfies OutputOf<'preview'>,
    text: (screen: Screen) => volumesText(fates, screen),
  };
}

/** A preview, and what it leaves open. */
interface Foreseen {
  readonly result: PreviewResult;
  readonly open: readonly ObjectFinding[];
}

/** A Backup that holds nothing is not a backup, however it ends. */
function treeReport(
  { result, open }: Foreseen,
  { name }: NamedInventory,
  options: Options,
): Report {
  const volumes = countVolumes(result.volumes);
  const chosen = chooseDecisions(result.decisions, options);
  const tree = treeOf(chosen);
  const isList = options['saved'] === true || options['leftOut'] === true;
  const { veleroVersion, phase, errors, failure, warnings, unresolved, totals } = result;
  const { included, excluded } = totals;
  return {
    exitCode: phase === 'Completed' && included > 0 ? 0 : 1,
    data: {
      cluster: name,
      veleroVersion,
      phase,
      errors: errors.map(({ rule, path, message, remedy = null }) => ({
        rule,
        path,
        message,
        remedy,
      })),
      failure,
      warnings,
      unresolved,
      notJudged: open.map(({ path, message }) => ({ path, message })),
      included,
      excluded,
      namespaces: tree,
      volumes,
      objects: chosen.map(objectData),
    } satisfies OutputOf<'preview'>,
    text: (screen: Screen) =>
      isList
        ? objectsText(chosen, screen.style)
        : previewText(result, open, tree, volumes, name, screen),
  };
}

/** A decision, with all members for programs. */
function objectData({ pulledBy, refused, ...decision }: Decision) {
  return { ...decision, pulledBy: pulledBy?.key ?? null, refusedFor: refused?.key ?? null };
}

function whyReport(result: PreviewResult, { inventory }: NamedInventory, asked: string): Report {
  const key = findObject(asked, result, inventory);
  const story = [...explain(result, key), ...dataStory(result.volumes, key)];
  const included = result.decisions.some((decision) => decision.key === key && decision.included);
  return {
    exitCode: 0,
    data: { key, included, story } satisfies OutputOf<'preview'>,
    text: () => story.map(printable).join('\n'),
  };
}

function diffReport(
  specs: readonly FoundSpec[],
  cluster: NamedInventory,
  veleroVersion: string,
): Report {
  const [before, after, third] = specs;
  if (before === undefined || after === undefined || third !== undefined) {
    const names = specs.map(({ name }) => name).join(', ') || 'none';
    throw new CannotRunError(
      'usage',
      `--diff compares two specs, the old and the new one: the input has ${names}`,
    );
  }
  const results = [before, after].map((found) => previewOf(found, cluster, veleroVersion));
  const [old, changed] = results;
  if (old === undefined || changed === undefined)
    throw new RangeError('two specs make two previews');
  const comparison = compare(old, changed);
  return {
    exitCode: 0,
    data: comparisonData(comparison) satisfies OutputOf<'preview'>,
    text: ({ style }) => comparisonText(comparison, [before.name, after.name], style, becauseOf),
  };
}
