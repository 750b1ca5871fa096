/** Every generated file, as text: what `codegen` writes and what `codegen --check` compares. */
import { renderValidators } from './ajv-validators.js';
import { type ContractSchema, parseContractSchema } from './dialect.js';
import { renderFieldTables } from './field-table.js';
import { OUTPUT_SCHEMA_FILE, renderOutputTypes } from './output-types.js';
import { renderPatternExamples } from './pattern-examples.js';
import { renderPythonModels } from './python-models.js';
import { renderPythonPlain } from './python-plain.js';
import {
  type Catalogue,
  parseCatalogue,
  RELEASES_FILE,
  SUBJECTS,
  type Subject,
  subjectFile,
} from './rules/catalogue.js';
import {
  renderPythonReleases,
  renderPythonRuleNames,
  renderPythonSubject,
  renderPythonTemplates,
} from './rules/python.js';
import { renderRulePage, renderRuleTable } from './rules/tables.js';
import {
  renderConversionTemplates,
  renderExplanations,
  renderLintNames,
  renderLintTemplates,
  renderPreviewRules,
  renderPreviewTemplates,
  renderReleases,
  renderRuleTypes,
  renderTemplates,
} from './rules/typescript.js';
import { renderEncode } from './typescript-encode.js';
import { renderExact } from './typescript-exact.js';
import { renderFields } from './typescript-fields.js';
import { renderNormalize } from './typescript-normalize.js';
import { renderTypes } from './typescript-types.js';
import { renderView } from './typescript-views.js';
import { KINDS_FILE, parseKinds, renderVeleroSchemas, VELERO_FOLDER } from './velero/schemas.js';

/** The canonical schema, from the repository's root. */
export const SCHEMA_FILE = 'schema/v0/k8s_backup_target.schema.json';

/** The documents of which a part between two markers is generated. */
export const README_FILE = 'schema/v0/README.md';
const LINT_README_FILE = 'packages/lint/README.md';
const RULE_PAGE_FILE = 'docs/lint.md';

/** Everything that is read, files and folders: data, and documents with a generated part. */
export const INPUT_FILES: readonly string[] = [
  SCHEMA_FILE,
  ...SUBJECTS.map(subjectFile),
  RELEASES_FILE,
  VELERO_FOLDER,
  OUTPUT_SCHEMA_FILE,
  README_FILE,
  LINT_README_FILE,
  RULE_PAGE_FILE,
];

const CONTRACT = 'packages/schema/src/generated';
/** The schema where the package exports it, so it is there before any build. */
const EXPORTED = 'packages/schema/v0';
const CLAIMS = 'packages/requirer/src/generated';
const LINT = 'packages/lint/src/generated';
const CRON = 'packages/velero/src/cron/generated';
const PREVIEW = 'packages/preview/src/generated';
const OBJECTS = 'packages/velero/src/objects/generated';
/** It also holds the time zones, which `npm run zones` writes. */
const CONVERSIONS = 'packages/velero/src/generated';
const CLI = 'packages/cli/src/generated';
const PYTHON = 'packages/python/src/k8s_backup_target/_generated';

/** Folders that hold generated files and nothing else. */
export const GENERATED_FOLDERS: readonly string[] = [
  EXPORTED,
  CONTRACT,
  CLAIMS,
  LINT,
  CRON,
  PREVIEW,
  OBJECTS,
  CLI,
  PYTHON,
];

/** Path from the repository's root → text, the same bytes on every run. */
export type Rendered = ReadonlyMap<string, string>;

/**
 * Renders every generated file.
 *
 * @param read gives the text of one of the {@link INPUT_FILES}, or of a file in one.
 * @throws Error when the schema leaves the dialect, the catalogue is at fault, or a generator's output is
 * not what is expected.
 */
export async function render(read: (path: string) => Promise<string>): Promise<Rendered> {
  const text = await read(SCHEMA_FILE);
  const schema = parseContractSchema(SCHEMA_FILE, text);
  const catalogue = parseCatalogue(await subjectTexts(read), await read(RELEASES_FILE));
  return new Map([
    [`${EXPORTED}/k8s_backup_target.schema.json`, text],
    ...(await renderContract(schema)),
    ...renderRules(catalogue),
    [`${OBJECTS}/schemas.ts`, await renderVeleroSchemas(parseKinds(await read(KINDS_FILE)), read)],
    [`${CLI}/output.ts`, await renderOutputTypes(await read(OUTPUT_SCHEMA_FILE))],
    [README_FILE, renderFieldTables(schema, await read(README_FILE))],
    [LINT_README_FILE, renderRuleTable(catalogue, await read(LINT_README_FILE))],
    [RULE_PAGE_FILE, renderRulePage(catalogue, await read(RULE_PAGE_FILE))],
  ]);
}

async function subjectTexts(
  read: (path: string) => Promise<string>,
): Promise<Record<Subject, string>> {
  const texts = SUBJECTS.map(async (subject) => [subject, await read(subjectFile(subject))]);
  return Object.fromEntries(await Promise.all(texts));
}

async function renderContract(schema: ContractSchema): Promise<Rendered> {
  return new Map([
    [`${CONTRACT}/types.ts`, await renderTypes(schema)],
    [`${CONTRACT}/read-validators.ts`, renderValidators(schema, 'read')],
    [`${CONTRACT}/write-validators.ts`, renderValidators(schema, 'write')],
    [`${CONTRACT}/normalize.ts`, renderNormalize(schema)],
    [`${CONTRACT}/exact.ts`, renderExact(schema)],
    [`${CONTRACT}/encode.ts`, renderEncode(schema)],
    [`${CONTRACT}/fields.ts`, renderFields(schema)],
    [`${CONTRACT}/pattern-examples.ts`, renderPatternExamples(schema)],
    [`${CONTRACT}/read.ts`, renderView(schema, 'read')],
    [`${CONTRACT}/write.ts`, renderView(schema, 'write')],
    [`${PYTHON}/__init__.py`, PACKAGE_MARKER],
    [`${PYTHON}/read.py`, await renderPythonModels(schema, 'read')],
    [`${PYTHON}/write.py`, await renderPythonModels(schema, 'write')],
    [`${PYTHON}/plain.py`, renderPythonPlain(schema)],
  ]);
}

function renderRules(catalogue: Catalogue): Rendered {
  return new Map([
    [`${LINT}/names.ts`, renderLintNames(catalogue)],
    [`${LINT}/releases.ts`, renderReleases(catalogue)],
    [`${LINT}/templates.ts`, renderLintTemplates(catalogue)],
    [`${LINT}/explanations.ts`, renderExplanations(catalogue)],
    [
      `${CONTRACT}/contract-rule.ts`,
      renderRuleTypes(catalogue, 'contract', [
        { name: 'ContractRule', doc: 'A rule of the contract.', scopes: ['contract', 'any'] },
      ]),
    ],
    [
      `${CONTRACT}/contract-templates.ts`,
      renderTemplates(catalogue, 'contract', ['contract', 'any']),
    ],
    [`${CLAIMS}/claim-templates.ts`, renderTemplates(catalogue, 'claims', ['claim'])],
    [`${CRON}/cron-templates.ts`, renderTemplates(catalogue, 'cron', ['expression'])],
    [
      `${CLAIMS}/claim-rule.ts`,
      renderRuleTypes(catalogue, 'claims', [
        { name: 'ClaimRule', doc: 'A rule on who may claim a target.', scopes: ['claim'] },
      ]),
    ],
    [
      `${CRON}/cron-rule.ts`,
      renderRuleTypes(catalogue, 'cron', [
        {
          name: 'CronRule',
          doc: 'A rule of the cron syntax, or one on what an expression comes to.',
          scopes: ['expression'],
        },
      ]),
    ],
    [`${PREVIEW}/rules.ts`, renderPreviewRules(catalogue)],
    [`${PREVIEW}/templates.ts`, renderPreviewTemplates(catalogue)],
    [
      `${PREVIEW}/filter-rule.ts`,
      renderRuleTypes(catalogue, 'cluster', [
        {
          name: 'FilterRule',
          doc: 'A rule about filters that only a whole BackupSpec has.',
          scopes: ['filter'],
        },
      ]),
    ],
    [`${OBJECTS}/object-templates.ts`, renderTemplates(catalogue, 'cluster', ['object'])],
    [
      `${OBJECTS}/object-rule.ts`,
      renderRuleTypes(catalogue, 'cluster', [
        { name: 'ObjectRule', doc: 'A rule about an object of Velero.', scopes: ['object'] },
      ]),
    ],
    [`${CONVERSIONS}/conversion-templates.ts`, renderConversionTemplates(catalogue)],
    [
      `${CONVERSIONS}/conversion-rule.ts`,
      renderRuleTypes(catalogue, 'cluster', [
        {
          name: 'ConversionRule',
          doc: 'A rule by which no object is made of a target.',
          scopes: ['conversion'],
        },
      ]),
    ],
    [`${CLI}/databag-templates.ts`, renderTemplates(catalogue, 'contract', ['databag'])],
    [`${CLI}/verify-templates.ts`, renderTemplates(catalogue, 'verify', ['backup'])],
    [`${CLI}/step-templates.ts`, renderTemplates(catalogue, 'steps', ['step'])],
    [`${CLI}/cluster-templates.ts`, renderTemplates(catalogue, 'cluster', ['object', 'cluster'])],
    [
      `${CLI}/cluster-rule.ts`,
      renderRuleTypes(catalogue, 'cluster', [
        {
          name: 'ClusterRule',
          doc: 'A rule about a cluster, or about an object of Velero in one.',
          scopes: ['object', 'cluster'],
        },
      ]),
    ],
    [`${PYTHON}/rule_names.py`, renderPythonRuleNames(catalogue)],
    [
      `${PYTHON}/contract_templates.py`,
      renderPythonSubject(catalogue, 'contract', ['contract', 'any']),
    ],
    [
      `${PYTHON}/conversion_templates.py`,
      renderPythonSubject(catalogue, 'cluster', ['conversion']),
    ],
    [`${PYTHON}/claim_templates.py`, renderPythonSubject(catalogue, 'claims', ['claim'])],
    [`${PYTHON}/cron_templates.py`, renderPythonSubject(catalogue, 'cron', ['expression'])],
    [`${PYTHON}/lint.py`, renderPythonTemplates(catalogue)],
    [`${PYTHON}/velero_releases.py`, renderPythonReleases(catalogue)],
  ]);
}

const PACKAGE_MARKER = '"""Generated by `npm run codegen`: do not edit."""\n';
