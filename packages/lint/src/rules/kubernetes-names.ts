import { draft, type FindingDraft } from '../finding.js';
import {
  globSyntaxBroken,
  globSyntaxMisread,
  globSyntaxNul,
  labelKeyForm,
  labelKeyLong,
  labelKeyPrefix,
  labelKeySlashes,
  labelValueForm,
  labelValueLong,
  namespaceNameEmpty,
  namespaceNameForm,
  namespaceNameLong,
  namespaceNameNested,
  namespaceNameSign,
  namespaceNameStars,
  namespaceNameUnclosed,
  namespaceNameUnopened,
} from '../generated/templates.js';
import { isDnsLabel, isDnsSubdomain, isQualifiedName, MAX_LABEL } from '../names.js';
import { globFault } from './glob.js';

const LIMIT = String(MAX_LABEL);

/** A label key: an optional DNS subdomain and a slash, then a name of at most 63 characters. */
export function* labelKeyFinding(key: string, path: string): Iterable<FindingDraft> {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (name.includes('/')) yield draft(labelKeySlashes, path, { key });
  else if (slash !== -1 && !isDnsSubdomain(key.slice(0, slash))) {
    yield draft(labelKeyPrefix, path, { key });
  } else if (name.length > MAX_LABEL) yield draft(labelKeyLong, path, { key, limit: LIMIT });
  else if (!isQualifiedName(name)) yield draft(labelKeyForm, path, { key });
}

/** A label value: empty, or a name of at most 63 characters. */
export function* labelValueFinding(value: string, path: string): Iterable<FindingDraft> {
  if (value.length > MAX_LABEL) yield draft(labelValueLong, path, { value, limit: LIMIT });
  else if (value !== '' && !isQualifiedName(value)) yield draft(labelValueForm, path, { value });
}

/**
 * A namespace, or a glob as Velero takes it: `*`, `?`, `[abc]`, `[a-z]`, and what remains of it when
 * these signs are read as letters must be a namespace's name.
 */
export function* namespaceFinding(name: string, path: string): Iterable<FindingDraft> {
  const brackets = bracketFault(name);
  // Some releases take two stars, and then judge the rest of the name.
  if (name.includes('**')) yield draft(namespaceNameStars, path, { name });
  if (/[|()!{},]/.test(name)) yield draft(namespaceNameSign, path, { name });
  else if (brackets !== undefined) yield draft(brackets, path, { name });
  else if (name.length > MAX_LABEL) yield draft(namespaceNameLong, path, { name, limit: LIMIT });
  else if (!isDnsLabel(name.replace(/[*?[\]]/g, 'x'))) {
    yield draft(namespaceNameForm, path, { name });
  } else yield* globFinding(name, path);
}

/** A pattern whose brackets Velero reads as they are written. */
export function* globFinding(name: string, path: string): Iterable<FindingDraft> {
  const fault = globFault(name);
  if (fault === 'broken') yield draft(globSyntaxBroken, path, { name });
  else if (fault === 'nul') yield draft(globSyntaxNul, path, { name });
  else if (fault === 'misread') yield draft(globSyntaxMisread, path, { name });
}

type BracketFault =
  | typeof namespaceNameNested
  | typeof namespaceNameUnopened
  | typeof namespaceNameEmpty
  | typeof namespaceNameUnclosed;

function bracketFault(pattern: string): BracketFault | undefined {
  let open = -1;
  for (let index = 0; index < pattern.length; index += 1) {
    const character = pattern[index];
    if (character === '[') {
      if (open !== -1) return namespaceNameNested;
      open = index;
    } else if (character === ']') {
      if (open === -1) return namespaceNameUnopened;
      if (open === index - 1) return namespaceNameEmpty;
      open = -1;
    }
  }
  return open === -1 ? undefined : namespaceNameUnclosed;
}
