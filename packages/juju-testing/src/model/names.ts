import type { RelationEnd } from './state.js';

const APPLICATION = /^[a-z][a-z0-9]*(?:-[0-9]*[a-z][a-z0-9]*)*$/;
const UNIT = /^([a-z][a-z0-9]*(?:-[0-9]*[a-z][a-z0-9]*)*)\/(?:0|[1-9][0-9]*)$/;
const ENDPOINT = /^[a-z][a-z0-9]*(?:[_-][a-z0-9]+)*$/;
const RELATION_HOOK = /^(.+)-relation-(created|joined|changed|departed|broken)$/;

export function isApplicationName(name: string): boolean {
  return APPLICATION.test(name);
}

export function isUnitName(name: string): boolean {
  return UNIT.test(name);
}

/** The application of a unit, or the name itself if it is an application's. */
export function applicationOf(name: string): string {
  return name.slice(0, name.includes('/') ? name.indexOf('/') : name.length);
}

/** Splits `app:endpoint`, as the `juju integrate` command takes it. */
export function parseEnd(text: string): RelationEnd {
  const [app = '', endpoint = '', ...rest] = text.split(':');
  if (!APPLICATION.test(app) || !ENDPOINT.test(endpoint) || rest.length > 0) {
    throw new Error(`"${text}" is not of the form application:endpoint`);
  }
  return { app, endpoint };
}

export type RelationHookKind = 'created' | 'joined' | 'changed' | 'departed' | 'broken';

/** The endpoint and kind of a relation hook's name; null for any other hook. */
export function parseRelationHook(
  hook: string,
): { readonly endpoint: string; readonly kind: RelationHookKind } | null {
  const [, endpoint, kind] = RELATION_HOOK.exec(hook) ?? [];
  if (endpoint === undefined || kind === undefined) return null;
  return { endpoint, kind: kind as RelationHookKind };
}
