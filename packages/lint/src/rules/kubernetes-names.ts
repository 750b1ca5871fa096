import { type Match, match } from '../finding.js';
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
export function* labelKeyMatch(key: string, path: string): Iterable<Match> {
  const slash = key.indexOf('/');
  const name = key.slice(slash + 1);
  if (name.includes('/')) yield match(labelKeySlashes, path, { key });
  else if (slash !== -1 && !isDnsSubdomain(key.slice(0, slash))) {
    yield match(labelKeyPrefix, path, { key });
  } else if (name.length > MAX_LABEL) yield match(labelKeyLong, path, { key, limit: LIMIT });
  else if (!isQualifiedName(name)) yield match(labelKeyForm, path, { key });
}

/** A label value: empty, or a name of at most 63 characters. */
export function* labelValueMatch(value: string, path: string): Iterable<Match> {
  if (value.length > MAX_LABEL) yield match(labelValueLong, path, { value, limit: LIMIT });
  else if (value !== '' && !isQualifiedName(value)) yield match(labelValueForm, path, { value });
}

/**
 * A namespace, or a glob as Velero takes it: `*`, `?`, `[abc]`, `[a-z]`, and what remains of it when
 * these signs are read as letters must be a namespace's name.
 */
export function* namespaceMatch(name: string, path: string): Iterable<Match> {
  const brackets = bracketFault(name);
  // Some releases take two stars, and then judge the rest of the name.
  if (name.includes('**')) yield match(namespaceNameStars, path, { name });
  if (/[|()!{},]/.test(name)) yield match(namespaceNameSign, path, { name });
  else if (brackets !== undefined) yield match(brackets, path, { name });
  else if (name.length > MAX_LABEL) yield match(namespaceNameLong, path, { name, limit: LIMIT });
  else if (!isDnsLabel(name.replace(/[*?[\]]/g, 'x'))) {
    yield match(namespaceNameForm, path, { name });
  } else yield* globMatch(name, path);
}

/** A pattern whose brackets Velero reads as they are written. */
export function* globMatch(name: string, path: string): Iterable<Match> {
  const fault = globFault(name);
  if (fault === 'broken') yield match(globSyntaxBroken, path, { name });
  else if (fault === 'nul') yield match(globSyntaxNul, path, { name });
  else if (fault === 'misread') yield match(globSyntaxMisread, path, { name });
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
