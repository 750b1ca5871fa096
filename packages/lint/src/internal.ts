/**
 * What the other packages of this repository need of this one. It is tested and typed like the rest, and not
 * promised: any release may change it. They depend on this very version.
 *
 * @module
 */
export { draft, type FindingDraft, findingOf } from './finding.js';
export { RELEASE_RANGES } from './generated/releases.js';
export {
  cronEveryMinuteMinute,
  cronEveryMinuteShort,
  cronOtherReleaseRefused,
  cronOtherTimesDays,
  includeAndExcludeLabelled,
  includeAndExcludeName,
  labelValueOption,
  labelValueOwner,
  namespaceNameForm,
  namespaceNameOption,
  ttlBelowCollectionTtl,
  ttlZeroTtl,
  wildcardAndNamesWildcard,
  wildcardExcludedWildcard,
} from './generated/templates.js';
export { isDnsLabel, isDnsSubdomain, isLabelValue, isQualifiedName, MAX_LABEL } from './names.js';
export { releaseSpans } from './release-spans.js';
export { builtInType, misspeltType } from './rules/built-in-types.js';
export { namespaceFault } from './rules/namespaces.js';
export type { Template } from './template.js';
export { releaseFindings } from './velero-version.js';
