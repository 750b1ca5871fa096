import * as templates from '../generated/step-templates.js';
import type { InputFinding } from '../judge/input-finding.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { askOtherSide, OWN_SIDE } from '../published/unknown-notes.js';
import { describeSpec } from '../words/describe-spec.js';
import { configCommand } from './config-command.js';
import { type ChainContext, type Step, step } from './step.js';

/** Checks that there is a relation; a file implies one. */
export function related({ published: { id, related: relation } }: TargetView): Step {
  if (relation === null) return step(templates.relatedFile, { id });
  const { unit, relation: found } = relation;
  const template = found.isCrossModel ? templates.relatedCrossmodel : templates.relatedRelation;
  return step(template, { unit: unit.name, id });
}

/** Checks that the application has published anything. */
export function published(view: TargetView, { facts }: ChainContext): Step {
  const { published: one, state, problems } = view;
  if (state === 'unknown') {
    return step(
      templates.publishedUnseen,
      { reason: OWN_SIDE },
      { command: askOtherSide(view, facts.statuses) },
    );
  }
  if (state !== 'nothing-published')
    return step(templates.publishedDatabag, { count: charactersIn(one.databag) });
  const app = one.remoteApp ?? 'the application';
  const [misplaced] = problems;
  if (misplaced !== undefined) {
    const values = { app, fault: misplaced.message };
    return step(templates.publishedMisplaced, values, { problems, remedy: misplaced.remedy });
  }
  const command = shell`juju status ${one.remoteApp ?? 'APP'}`;
  return step(templates.publishedNothing, { app, id: one.id }, { command });
}

function charactersIn(databag: Readonly<Record<string, string>>): string {
  const size = Object.values(databag).reduce((sum, text) => sum + text.length, 0);
  return size.toLocaleString('en');
}

/** Checks what was published against the contract. */
export function valid(view: TargetView, context: ChainContext): Step {
  if (view.state === 'unknown') return step(templates.validUnseen, {});
  const refused = view.problems.filter((problem) => problem.refused);
  if (view.target === null && view.state === 'refused') {
    return step(templates.validBroken, {}, fixing(refused, view, context));
  }
  return step(templates.validMatches, {});
}

/** Checks that the requirer accepts it, and Velero would. */
export function accepted(view: TargetView, context: ChainContext): Step {
  const { target, state, problems } = view;
  if (state === 'unknown') return step(templates.acceptedUnseen, {});
  if (state === 'claimed') {
    return step(
      isCrossModel(view) ? templates.acceptedCrossmodel : templates.acceptedClaimed,
      {},
      { problems: problems.filter(({ severity, refused }) => refused || severity !== 'error') },
    );
  }
  const errors = problems.filter(({ severity, refused }) => !refused && severity === 'error');
  if (errors.length > 0) {
    const values = { version: context.veleroVersion };
    return step(templates.acceptedRefused, values, fixing(errors, view, context));
  }
  const spec = target === null ? '' : describeSpec(target.spec, context.veleroVersion);
  return step(templates.acceptedSpec, { spec }, { problems });
}

/** The names of an application in another model, and of that model, are not for this operator to choose. */
function isCrossModel({ published }: TargetView): boolean {
  return published.related?.relation.isCrossModel === true;
}

/** The problems by which a step failed, and how to fix the first. */
function fixing(problems: readonly InputFinding[], view: TargetView, { facts }: ChainContext) {
  const [first] = problems;
  const command = first === undefined ? null : configCommand(view, first, facts);
  return { problems, remedy: first?.remedy ?? null, command };
}
