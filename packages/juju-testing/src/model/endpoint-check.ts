/** Which endpoints Juju relates, as far as the charms are known. */
import type { CharmMetadata, EndpointDefinition } from '../charm/charm-metadata.js';
import type { ApplicationState, RelationEnd, SimulatorState } from './state.js';

/** Every charm provides this one, unsaid. */
const IMPLICIT: Readonly<Record<string, EndpointDefinition>> = {
  'juju-info': { role: 'provides', interface: 'juju-info' },
};

/** @throws Error in Juju's words, with the reason, for ends that it does not relate */
export function checkEnds(state: SimulatorState, ends: readonly RelationEnd[]): void {
  const definitions = ends.map((end) => definitionOf(state.applications[end.app], end));
  const names = ends.map(({ app, endpoint }) => `${app}:${endpoint}`);
  const reason = ends.length === 1 ? peerFault(definitions) : pairFault(definitions, names);
  if (reason !== null) throw new Error(`no relations found: ${reason}`);
}

/** Null for an endpoint of a charm of which nothing is known. */
function definitionOf(
  application: ApplicationState | undefined,
  { app, endpoint }: RelationEnd,
): EndpointDefinition | null {
  if (application === undefined) throw new Error(`there is no application ${app}`);
  const { charm } = application;
  return charm === null ? null : endpointNamed(charm, app, endpoint);
}

/** @throws Error for an endpoint that the charm has not */
export function endpointNamed(
  charm: CharmMetadata,
  app: string,
  endpoint: string,
): EndpointDefinition {
  const endpoints = { ...IMPLICIT, ...charm.endpoints };
  const definition = Object.hasOwn(endpoints, endpoint) ? endpoints[endpoint] : undefined;
  if (definition !== undefined) return definition;
  const known = Object.keys(charm.endpoints).join(', ') || 'none';
  throw new Error(`application "${app}" has no "${endpoint}" relation; its endpoints: ${known}`);
}

function peerFault([definition]: readonly (EndpointDefinition | null)[]): string | null {
  if (definition === undefined || definition === null || definition.role === 'peers') return null;
  return `one endpoint alone makes a peer relation, and this one is under ${definition.role}`;
}

function pairFault(
  definitions: readonly (EndpointDefinition | null)[],
  names: readonly string[],
): string | null {
  const peer = definitions.findIndex((definition) => definition?.role === 'peers');
  if (peer >= 0) return `${names[peer]} is a peer relation, which has no other end`;
  const [one, other] = definitions;
  if (!one || !other) return null;
  if (one.role === other.role) {
    return `${names.join(' and ')} are both under ${one.role}; one must provide what the other requires`;
  }
  if (one.interface === other.interface) return null;
  return `${names[0]} has the interface ${one.interface}, ${names[1]} has ${other.interface}`;
}
