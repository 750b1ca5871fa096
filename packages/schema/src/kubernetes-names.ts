/** Kubernetes' rules for the names that a spec holds. Each function says what is wrong, or returns undefined. */

const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?(?:\.[a-z0-9](?:[-a-z0-9]*[a-z0-9])?)*$/;
const QUALIFIED_NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const MAX_LABEL = 63;
const MAX_SUBDOMAIN = 253;

/** A label key: an optional DNS subdomain and a slash, then a name of at most 63 characters. */
export function labelKeyFault(key: string): string | undefined {
  const parts = key.split('/');
  const name = parts.at(-1) ?? '';
  const prefix = parts.length > 1 ? parts[0] : undefined;
  if (parts.length > 2) return 'has more than one slash';
  if (prefix !== undefined && (prefix.length > MAX_SUBDOMAIN || !DNS_SUBDOMAIN.test(prefix))) {
    return 'has a prefix that is not a DNS subdomain';
  }
  return qualifiedNameFault(name);
}

/** A label value: empty, or a name of at most 63 characters. */
export function labelValueFault(value: string): string | undefined {
  return value === '' ? undefined : qualifiedNameFault(value);
}

function qualifiedNameFault(name: string): string | undefined {
  if (name.length > MAX_LABEL) return `is longer than ${MAX_LABEL} characters`;
  if (QUALIFIED_NAME.test(name)) return undefined;
  return 'must be letters, digits, "-", "_" and "." with a letter or digit at both ends';
}

/**
 * A namespace, or a glob as Velero takes it: `*`, `?`, `[abc]`, `[a-z]`, and what remains of it when
 * these signs are read as letters must be a namespace's name.
 */
export function namespaceFault(pattern: string): string | undefined {
  if (/[|()!{},]/.test(pattern)) return 'holds one of | ( ) ! { } , which Velero refuses';
  if (pattern.includes('**')) return 'holds two stars in a row, which Velero refuses';
  const brackets = bracketFault(pattern);
  if (brackets !== undefined) return brackets;
  const name = pattern.replace(/[*?[\]]/g, 'x');
  if (name.length > MAX_LABEL) return `is longer than ${MAX_LABEL} characters`;
  if (DNS_LABEL.test(name)) return undefined;
  return 'is neither a namespace (lower-case letters, digits and "-") nor a glob of one';
}

function bracketFault(pattern: string): string | undefined {
  let open = -1;
  for (const [index, character] of [...pattern].entries()) {
    if (character === '[') {
      if (open !== -1) return 'holds a "[" inside brackets';
      open = index;
    } else if (character === ']') {
      if (open === -1) return 'holds a "]" without its "["';
      if (open === index - 1) return 'holds empty brackets';
      open = -1;
    }
  }
  return open === -1 ? undefined : 'holds a "[" without its "]"';
}
