/** A charm to start from, as the build wrote it from one of the example charms. */
import { readFileSync } from 'node:fs';

/** The languages that a charm can be written in. */
export const LANGUAGES = ['ts', 'python'] as const;
/** The sides of the interface that a charm can be: `provider` is backed up, `integrator` makes the backups. */
export const ROLES = ['provider', 'integrator'] as const;

export type Language = (typeof LANGUAGES)[number];
export type Role = (typeof ROLES)[number];

/** This text becomes the charm's name in each file of a template. */
export const NAME_PLACE = '%CHARM_NAME%';

export interface TemplateFile {
  readonly text: string;
  /** Whether it is a program, as `dispatch` is. */
  readonly isExecutable: boolean;
}

/** The files by their paths in the new charm's folder. */
export type Template = Readonly<Record<string, TemplateFile>>;

/** The name of a template's file in `dist/templates`. */
export function templateName(language: Language, role: Role): string {
  return `${language}-${role}.json`;
}

/**
 * Reads a template.
 *
 * @param folder - The folder that the build wrote the templates to.
 */
export function readTemplate(folder: URL, language: Language, role: Role): Template {
  return JSON.parse(readFileSync(new URL(templateName(language, role), folder), 'utf8'));
}
