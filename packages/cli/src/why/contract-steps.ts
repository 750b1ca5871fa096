import type { InputFinding } from '../judge/input-finding.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import { askOtherSide, OWN_SIDE } from '../published/unknown-notes.js';
import { describeSpec } from '../words/describe-spec.js';
import { configCommand } from './config-command.js';
import type { ChainContext } from './step.js';
import { type Step, step } from './step.js';

/** Checks that there is a relation; a file implies one. */
export function related({ published: { id, related: relation } }: TargetView): Step {
  if (relation === null) return step('related', 'unknown', `read from ${id}, not from a relation`);
  const { unit, relation: found } = relation;
  const across = found.isCrossModel ? ', across models' : '';
  return step('related', 'ok', `${unit.name} is related as ${id}${across}`);
}

/** Checks that the application has published anything. */
export function published(view: TargetView): Step {
  const { published: one, state, problems } = view;
  if (state === 'unknown') {
    return step('published', 'unknown', `the input does not show it: ${OWN_SIDE}`, {
      command: askOtherSide(view),
    });
  }
  if (state !== 'nothing-published') return step('published', 'ok', publishedText(one.databag));
  const app = one.remoteApp ?? 'the application';
  const [misplaced] = problems;
  if (misplaced !== undefined) {
    return step('published', 'failed', `${app}'s databag ${misplaced.message}`, {
      problems,
      remedy: misplaced.remedy,
    });
  }
  return step('published', 'failed', `${app} has published no backup target in ${one.id}`, {
    remedy: `See whether its leader is blocked or has failed; a charm publishes in relation-created and leader-elected.`,
    command: shell`juju status ${one.remoteApp ?? 'APP'}`,
  });
}

function publishedText(databag: Readonly<Record<string, string>>): string {
  const size = Object.values(databag).reduce((sum, text) => sum + text.length, 0);
  return `${size.toLocaleString('en')} characters in its application databag`;
}

/** Checks what was published against the contract. */
export function valid(view: TargetView, context: ChainContext): Step {
  if (view.state === 'unknown') return step('valid', 'unknown', 'not known');
  const refused = view.problems.filter((problem) => problem.refused);
  if (view.target === null && view.state === 'refused') {
    return failedBy(
      'valid',
      'does not match the schema; requirers ignore it',
      refused,
      view,
      context,
    );
  }
  return step('valid', 'ok', 'matches the schema');
}

/** Checks that the requirer accepts it, and Velero would. */
export function accepted(view: TargetView, context: ChainContext): Step {
  const { target, state, problems } = view;
  if (state === 'unknown') return step('accepted', 'unknown', 'not known');
  if (state === 'claimed') {
    return step(
      'accepted',
      'failed',
      'another relation publishes the same target and takes precedence',
      {
        problems: problems.filter(({ severity, refused }) => refused || severity !== 'error'),
        remedy: claimRemedy(view),
      },
    );
  }
  const errors = problems.filter(({ severity, refused }) => !refused && severity === 'error');
  if (errors.length > 0) {
    const by = `Velero ${context.veleroVersion} would refuse it`;
    return failedBy('accepted', by, errors, view, context);
  }
  const words = target === null ? '' : describeSpec(target.spec, context.veleroVersion);
  return step('accepted', 'ok', words, { problems });
}

/** The names of an application in another model, and of that model, are not for this operator to choose. */
function claimRemedy({ published }: TargetView): string {
  return published.related?.relation.isCrossModel === true
    ? 'Relate it to a backup charm of its own model: here an application of the same name, in a model of the same name, counts.'
    : 'Let each application publish under its own name, each target once.';
}

function failedBy(
  name: 'valid' | 'accepted',
  detail: string,
  problems: readonly InputFinding[],
  view: TargetView,
  { facts }: ChainContext,
): Step {
  const [first] = problems;
  const remedy = first?.remedy ?? null;
  return step(name, 'failed', detail, {
    problems,
    remedy,
    command: first === undefined ? null : configCommand(view, first, facts),
  });
}
