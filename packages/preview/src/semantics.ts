import type { MeasuredRelease, VeleroRules } from '@k8s-backup-target/lint';

/** The ways of a release when it collects objects, beside {@link VeleroRules}. */
export interface Semantics extends VeleroRules {
  /** An empty include list becomes `*` before it is validated and expanded. */
  readonly emptyIncludesBecomeStar: boolean;
  /** An included `*` is listed by one call over all namespaces. */
  readonly listsStarAtOnce: boolean;
  /** A list over all namespaces leaves out what is in excluded ones. */
  readonly dropsExcludedWhileListing: boolean;
  /** Namespace objects of another phase than Active are left out. */
  readonly needsActiveNamespaces: boolean;
  /** Resource lists are validated also where the others are used. */
  readonly validatesUnusedLists: boolean;
  /** PersistentVolumeClaims of one volume group are saved together. */
  readonly groupsClaims: boolean;
}

type Collecting = Omit<Semantics, keyof VeleroRules>;

const COLLECTING: Readonly<Record<MeasuredRelease, Collecting>> = {
  '1.16.2': {
    emptyIncludesBecomeStar: false,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: false,
    validatesUnusedLists: true,
    groupsClaims: false,
  },
  '1.17.2': {
    emptyIncludesBecomeStar: false,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
  '1.18.0': {
    emptyIncludesBecomeStar: false,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
  '1.18.1': {
    emptyIncludesBecomeStar: true,
    listsStarAtOnce: false,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
  '1.18.3': {
    emptyIncludesBecomeStar: true,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: true,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
  main: {
    emptyIncludesBecomeStar: true,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
};

export function semanticsOf(rules: VeleroRules): Semantics {
  return { ...rules, ...COLLECTING[rules.release] };
}
