/** Kubernetes' rules for names, once: every package that needs one takes it from here. */

/** The longest name of a namespace, label value, or label key without its prefix. */
export const MAX_LABEL = 63;

const MAX_SUBDOMAIN = 253;
const DNS_LABEL = /^[a-z0-9](?:[-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

/** Tells whether `text` is a DNS label (RFC 1123) of at most 63 characters, as a namespace's name must be. */
export function isDnsLabel(text: string): boolean {
  return text.length <= MAX_LABEL && DNS_LABEL.test(text);
}

/** Tells whether `text` is a DNS subdomain (RFC 1123) of at most 253 characters. */
export function isDnsSubdomain(text: string): boolean {
  return text.length <= MAX_SUBDOMAIN && text.split('.').every((part) => DNS_LABEL.test(part));
}

/** Tells whether `text` is a label's key without its prefix, or a label's value that is not empty. */
export function isQualifiedName(text: string): boolean {
  return text.length <= MAX_LABEL && QUALIFIED_NAME.test(text);
}

/** Tells whether Kubernetes takes `text` as a label's value. */
export function isLabelValue(text: string): boolean {
  return text === '' || isQualifiedName(text);
}
