import type { MeasuredRelease, VeleroRules } from '@k8s-backup-target/lint';
import type { PolicySupport } from './policies/support.js';

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
  /** Only pods of included namespaces keep snapshots from being taken. */
  readonly knowsPodsOfIncludedNamespaces: boolean;
  /** Policies are asked about claims without a volume too. */
  readonly matchesUnboundClaims: boolean;
  /** The parts of a policy that are known. */
  readonly policies: PolicySupport;
  /** Resource lists are validated also where the others are used. */
  readonly validatesUnusedLists: boolean;
  /** PersistentVolumeClaims of one volume group are saved together. */
  readonly groupsClaims: boolean;
}

const POLICIES_1_16: PolicySupport = {
  includeExclude: false,
  fineFilters: false,
  global: false,
  claimPhase: false,
  claimModes: false,
  customAction: false,
};
const POLICIES_1_17: PolicySupport = { ...POLICIES_1_16, includeExclude: true };
const POLICIES_1_18_0: PolicySupport = { ...POLICIES_1_17, claimPhase: true };
const POLICIES_1_18_1: PolicySupport = { ...POLICIES_1_18_0, customAction: true };
const POLICIES_1_18_3: PolicySupport = {
  ...POLICIES_1_18_1,
  fineFilters: true,
  global: true,
  claimModes: true,
};

type Collecting = Omit<Semantics, keyof VeleroRules>;

const COLLECTING: Readonly<Record<MeasuredRelease, Collecting>> = {
  '1.16.2': {
    knowsPodsOfIncludedNamespaces: false,
    matchesUnboundClaims: false,
    policies: POLICIES_1_16,
    emptyIncludesBecomeStar: false,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: false,
    validatesUnusedLists: true,
    groupsClaims: false,
  },
  '1.17.2': {
    knowsPodsOfIncludedNamespaces: false,
    matchesUnboundClaims: false,
    policies: POLICIES_1_17,
    emptyIncludesBecomeStar: false,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
  '1.18.0': {
    knowsPodsOfIncludedNamespaces: true,
    matchesUnboundClaims: true,
    policies: POLICIES_1_18_0,
    emptyIncludesBecomeStar: false,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
  '1.18.1': {
    knowsPodsOfIncludedNamespaces: true,
    matchesUnboundClaims: true,
    policies: POLICIES_1_18_1,
    emptyIncludesBecomeStar: true,
    listsStarAtOnce: false,
    dropsExcludedWhileListing: false,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
  '1.18.3': {
    knowsPodsOfIncludedNamespaces: true,
    matchesUnboundClaims: true,
    policies: POLICIES_1_18_3,
    emptyIncludesBecomeStar: true,
    listsStarAtOnce: true,
    dropsExcludedWhileListing: true,
    needsActiveNamespaces: true,
    validatesUnusedLists: false,
    groupsClaims: true,
  },
  main: {
    knowsPodsOfIncludedNamespaces: true,
    matchesUnboundClaims: true,
    policies: POLICIES_1_18_1,
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
