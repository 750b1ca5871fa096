// Room: Judges whole objects of Velero by the schemas of a release. May import objects/schema.
/**
 * Judges whole objects of Velero, as people write them: what an API server refuses, drops and takes by the schemas
 * of each release, which names and labels Kubernetes does not take, and which durations Velero cannot read. Pure
 * functions.
 *
 * @module
 */
export type { VeleroKind } from './generated/schemas.js';
export { judgeMetadata, type MetadataFault, type MetadataRule } from './judge-metadata.js';
export { type JudgedStructure, judgeStructure } from './judge-structure.js';
export type { Members } from './schema/structure.js';
export { isVeleroKind } from './schema-of.js';
export type { StructureFault, StructureRule } from './structure-fault.js';
export { unreadableDurations } from './unreadable-durations.js';
