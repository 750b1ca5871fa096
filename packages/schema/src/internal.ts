/**
 * What the other packages of this repository need of this one. It is tested and typed like the rest, and not
 * promised: any release may change it. They depend on this very version.
 *
 * @module
 */
export { toAscii } from './ascii.js';
export { BACKUP_TARGETS } from './encode.js';
export { endpointNames } from './endpoint-names.js';
export {
  additionalPropertiesField,
  additionalPropertiesIgnored,
  tooManyIssuesRefused,
  unreadableValue,
} from './generated/contract-templates.js';
export { fieldsOfK8sBackupTargetSpec } from './generated/fields.js';
export { GARBLING, oneLine } from './issue.js';
export { namesIn, type TargetNames } from './names-in.js';
export { nearest } from './nearest.js';
export { appendPointer, pointerTokens } from './pointer.js';
export { sameJson } from './same-json.js';
export { fill, issueOf, type Template, type Values } from './template.js';
