/**
 * The most issues that are listed. A hostile databag of Juju's 16 MiB holds millions of broken entries; to
 * list each would take more memory than a charm has. Beyond this, one issue with the rule
 * `too-many-issues` stands for the rest. Valid targets are found all the same.
 */
export const MAX_ISSUES = 1_000_000;
