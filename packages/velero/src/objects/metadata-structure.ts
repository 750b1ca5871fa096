import type { Structure } from './schema/structure.js';

const TEXT: Structure = { type: 'string', nullable: true };
const TIME: Structure = { type: 'string', format: 'date-time', nullable: true };
const NUMBER: Structure = { type: 'integer', nullable: true };
const SWITCH: Structure = { type: 'boolean', nullable: true };
const TEXTS: Structure = { type: 'object', nullable: true, additionalProperties: TEXT };

const OWNER: Structure = {
  type: 'object',
  nullable: true,
  properties: {
    apiVersion: TEXT,
    blockOwnerDeletion: SWITCH,
    controller: SWITCH,
    kind: TEXT,
    name: TEXT,
    uid: TEXT,
  },
};

/** Kubernetes' ObjectMeta: an API server reads it into a Go type of its own, in which anything may be null. */
export const METADATA: Structure = {
  type: 'object',
  nullable: true,
  properties: {
    annotations: TEXTS,
    creationTimestamp: TIME,
    deletionGracePeriodSeconds: NUMBER,
    deletionTimestamp: TIME,
    finalizers: { type: 'array', nullable: true, items: TEXT },
    generateName: TEXT,
    generation: NUMBER,
    labels: TEXTS,
    managedFields: {
      type: 'array',
      nullable: true,
      items: {},
    },
    name: TEXT,
    namespace: TEXT,
    ownerReferences: { type: 'array', nullable: true, items: OWNER },
    resourceVersion: TEXT,
    selfLink: TEXT,
    uid: TEXT,
  },
};
