/** The site's pages: which document is read under which address, and in which order. */
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

export interface Section {
  readonly title: string;
  /** Each with its title in the side bar, and the document in the repository. */
  readonly pages: readonly (readonly [title: string, document: string])[];
}

/** The reference of the packages' APIs, by the names that they are imported by. `docs-api` writes the pages. */
const API: Section = {
  title: 'API',
  pages: [
    ...[
      'provider',
      'requirer',
      'juju',
      'juju/agent-socket',
      'juju/agent-protocol',
      'juju-testing',
      'schema',
      'lint',
      'lint/explain',
      'velero',
      'velero/objects',
      'preview',
    ].map((name) => [`@k8s-backup-target/${name}`, `docs/api/typescript/${name}.md`] as const),
    ...['k8s_backup_target', 'charm', 'read', 'write', 'lint', 'velero', 'testing'].map(
      (name) =>
        [
          name === 'k8s_backup_target' ? name : `k8s_backup_target.${name}`,
          `docs/api/python/${name}.md`,
        ] as const,
    ),
  ],
};

/** False where the site is built without `npm run docs`, which writes the pages of `API` first. */
const HAS_API = existsSync(fileURLToPath(new URL('../api', import.meta.url)));

export const SECTIONS: readonly Section[] = [
  {
    title: 'Start',
    pages: [
      ['What this is', 'docs/start/what-it-is.md'],
      ['Try it', 'docs/playground.md'],
      ['Operator, with kbt', 'docs/start/operator.md'],
      ['Charm in Python', 'docs/start/python.md'],
      ['Charm in TypeScript', 'docs/start/typescript.md'],
      ['Integrator', 'docs/start/integrator.md'],
    ],
  },
  {
    title: 'Guides',
    pages: [
      ['Troubleshooting', 'docs/troubleshooting.md'],
      ['Questions', 'docs/questions.md'],
      ['Test a charm', 'docs/guides/testing.md'],
      ['Pack a charm', 'docs/guides/packing.md'],
      ['Hostile data', 'docs/guides/hostile-data.md'],
      ['From the reference', 'docs/switching.md'],
      ['From velero_backup_config', 'docs/guides/from-velero-backup-config.md'],
      ['Schedules and releases', 'docs/velero.md'],
      ['The data of volumes', 'docs/volumes.md'],
      ['What will be backed up', 'docs/preview.md'],
      ['What a Backup holds', 'docs/verify.md'],
      ['The preview in a program', 'packages/preview/README.md'],
      ['kbt in a terminal', 'docs/cli.md'],
      ['Mistakes in Git', 'docs/validate-in-git.md'],
      ['Example charms', 'examples/README.md'],
    ],
  },
  {
    title: 'Reference',
    pages: [
      ['The interface', 'schema/v0/README.md'],
      ['Rules', 'docs/lint.md'],
      ['Errors', 'docs/errors.md'],
      ['Status texts', 'docs/statuses.md'],
      ['Command line', 'packages/cli/README.md'],
      ['A new charm', 'packages/create/README.md'],
      ['Node.js in a charm', 'packages/charm-node/README.md'],
      ['Python package', 'packages/python/README.md'],
      ['Python drop-in', 'packages/python-compat/README.md'],
      ['provider', 'packages/provider/README.md'],
      ['requirer', 'packages/requirer/README.md'],
      ['juju', 'packages/juju/README.md'],
      ['juju-testing', 'packages/juju-testing/README.md'],
      ['schema', 'packages/schema/README.md'],
      ['lint', 'packages/lint/README.md'],
      ['velero', 'packages/velero/README.md'],
    ],
  },
  ...(HAS_API ? [API] : []),
  {
    title: 'Why trust it',
    pages: [
      ['Architecture', 'docs/architecture.md'],
      ['What was proved', 'docs/proof.md'],
      ['Conformance', 'docs/conformance.md'],
      ['Against Juju', 'docs/juju.md'],
      ['Benchmarks', 'docs/benchmarks.md'],
      ['Reports for Velero', 'docs/velero-defects.md'],
      ['Security', 'SECURITY.md'],
    ],
  },
  {
    title: 'Project',
    pages: [
      ['Overview', 'README.md'],
      ['Contributing', 'CONTRIBUTING.md'],
      ['Releasing', 'docs/releasing.md'],
      ['Code of conduct', 'CODE_OF_CONDUCT.md'],
    ],
  },
];

const HOME = 'docs/index.md';

/** Every document that is a page of the site, relative to the repository. */
export const DOCUMENTS: readonly string[] = [
  HOME,
  ...SECTIONS.flatMap(({ pages }) => pages.map(([, document]) => document)),
];

/** The page's file in the site: `docs/velero.md` is `velero.md`, a folder's README its `index.md`. */
export function pageOf(document: string): string {
  if (document === 'README.md') return 'overview.md';
  return document
    .replace(/^docs\//, '')
    .replace(/README\.md$/, 'index.md')
    .replace(/^schema\/v0\//, 'interface/')
    .toLowerCase();
}

/** The page's address, from the site's root. */
export function addressOf(document: string): string {
  return `/${pageOf(document)}`.replace(/(?:(?<=\/)index)?\.md$/, '');
}
