import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { createContext, runInContext } from 'node:vm';
import { build } from 'esbuild';
import { beforeAll, describe, expect, it } from 'vitest';

const ENTRY = fileURLToPath(new URL('index.ts', import.meta.url));

describe('@k8s-backup-target/schema as a bundle', () => {
  let code = '';
  let imports: readonly string[] = [];

  beforeAll(async () => {
    const { outputFiles, metafile } = await build({
      entryPoints: [ENTRY],
      bundle: true,
      platform: 'neutral',
      format: 'iife',
      globalName: 'schema',
      metafile: true,
      write: false,
    });
    code = outputFiles[0]?.text ?? '';
    imports = [...Object.values(metafile.inputs), ...Object.values(metafile.outputs)].flatMap(
      (file) => file.imports.filter(({ external }) => external).map(({ path }) => path),
    );
  });

  it('imports nothing from outside the package', () => {
    expect(imports).toEqual([]);
    expect(code).not.toMatch(/\brequire\(|\bimport\(|\bnode:/);
  });

  it('runs where JavaScript has no host: no process, Buffer, URL, TextEncoder or console', () => {
    const answer: unknown = runInContext(
      `${code};
      const databag = schema.encodeDatabag({ backup_targets: [
        { app: 'a', relation_name: 'r', model: 'm', spec: { ttl: '1d', label_selector: { é: 'x' } } },
      ] });
      const decoded = schema.decodeDatabag(databag);
      JSON.stringify([
        typeof process, typeof Buffer, typeof URL, typeof TextEncoder,
        decoded.targets[0].target.spec.label_selector,
        schema.write.K8sBackupTargetSpec.validate({ tll: '1d' }).ok,
      ])`,
      createContext({}),
    );
    const none = 'undefined';
    expect(JSON.parse(String(answer))).toEqual([none, none, none, none, { é: 'x' }, false]);
  });
});

describe('the emitted validators', () => {
  it.each(['read', 'write'])(
    'of the %s view import a type and a number, and nothing else',
    (view) => {
      const text = readFileSync(
        new URL(`generated/${view}-validators.ts`, import.meta.url),
        'utf8',
      );
      expect(text).not.toMatch(/\brequire\(|\bimport\(/);
      expect(text.match(/^import .*$/gm)).toEqual([
        "import { MAX_ISSUES } from '../limits.js';",
        "import type { Validator } from '../validator.js';",
      ]);
    },
  );
});
