/**
 * The most issues of a databag that are listed. A hostile one of Juju's 16 MiB holds millions of faults; to
 * list each would take more memory than a charm has. Beyond this, one issue with the rule
 * `too-many-issues` replaces the rest. Valid targets are found all the same.
 */
export const MAX_ISSUES = 10_000;
