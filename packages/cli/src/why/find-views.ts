import { nearest } from '@k8s-backup-target/schema/internal';
import type { TargetView } from '../published/target-view.js';

/**
 * The views of an application: by the name in its target, else by the one that Juju gives the relation's
 * other end.
 */
export function viewsOf(app: string, views: readonly TargetView[]): readonly TargetView[] {
  return views.filter((view) => view.app === app || view.published.remoteApp === app);
}

/** The application that was meant, if one is spelt nearly so. */
export function nearestApp(app: string, views: readonly TargetView[]): string | undefined {
  return nearest(app, [...new Set(views.flatMap((view) => view.app ?? []))]);
}
