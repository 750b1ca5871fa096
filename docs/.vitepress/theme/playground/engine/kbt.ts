/**
 * What the page borrows from `kbt`, so both say the same of a text. The command exports no API: these are
 * its sources, none of which needs Node.js.
 */
export { isCannotRunError } from '../../../../../packages/cli/src/command/errors.js';
export { positionWithin } from '../../../../../packages/cli/src/input/document.js';
export {
  fieldsOf,
  isFields,
  listOf,
  textOf,
} from '../../../../../packages/cli/src/input/fields.js';
export type { ShapedInput } from '../../../../../packages/cli/src/input/shape.js';
export { shapeSources } from '../../../../../packages/cli/src/input/shape-sources.js';
export { findingData } from '../../../../../packages/cli/src/judge/finding-data.js';
export { judgeAll } from '../../../../../packages/cli/src/judge/judge-all.js';
export {
  databagIn,
  looseDatabag,
} from '../../../../../packages/cli/src/judge/judge-input.js';
export { readUnits } from '../../../../../packages/cli/src/juju/show-unit.js';
export { toYaml } from '../../../../../packages/cli/src/output/to-yaml.js';
export { withData } from '../../../../../packages/cli/src/preview/volumes.js';
export { judgeCron, runsAfter } from '../../../../../packages/cli/src/velero/cron.js';
