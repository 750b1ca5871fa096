/**
 * Where this package refuses what the oracle does not, with the reason. A refusal that is neither
 * shared by the oracle nor listed here is a disagreement.
 */
export const STRICTER: Readonly<Record<string, string>> = {
  'ttl-zero':
    'Velero reads zero as "not set" and keeps the backup for the server\'s default of 720 hours: nobody who writes 0 means that.',
  'namespace-name: holds a "[" inside brackets':
    'Velero looks only for the next "]" and takes "[[a]". Its glob library reads the inner bracket as a member of the set, which no namespace holds.',
};
