import { nearest } from '@k8s-backup-target/schema/internal';
import type { Facts } from '../facts/facts.js';
import * as templates from '../generated/step-templates.js';
import { shell } from '../output/shell.js';
import type { TargetView } from '../published/target-view.js';
import type { Chain } from './chain.js';
import { step } from './step.js';

/** The chain of an application that no relation is with: its first step fails. */
export function notRelated(app: string, views: readonly TargetView[], { units }: Facts): Chain {
  const near = nearestApp(app, views);
  const requirer = units[0]?.app;
  const unnamed = views.filter((view) => view.app === null).map(({ published }) => published.id);
  const maybe =
    unnamed.length === 0
      ? ''
      : `; ${unnamed.join(', ')} may be with it: show-unit names no application without units`;
  const values = { requirer: requirer ?? 'the input', app, maybe };
  const command = requirer === undefined ? null : shell`juju integrate ${app} ${requirer}`;
  const first =
    near === undefined
      ? step(templates.relatedMissing, values, { command })
      : step(templates.relatedMisspelt, { ...values, near });
  return { app, model: null, endpoint: null, relation: null, steps: [first] };
}

/**
 * The views of an application: by the name in its target, else by the one that Juju gives the relation's
 * other end.
 */
export function viewsOf(app: string, views: readonly TargetView[]): readonly TargetView[] {
  return views.filter((view) => view.app === app || view.published.remoteApp === app);
}

/** The application that was meant, if one is spelt nearly so. */
function nearestApp(app: string, views: readonly TargetView[]): string | undefined {
  return nearest(app, [...new Set(views.flatMap((view) => view.app ?? []))]);
}
