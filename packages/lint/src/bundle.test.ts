import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { explain } from './explain.js';

describe('@k8s-backup-target/lint as a bundle', () => {
  it('holds neither explanations nor the rules of a release where only lintSpec is used', async () => {
    const stdin = {
      contents: "import { lintSpec } from './index.ts'; console.log(lintSpec({}));",
      resolveDir: import.meta.dirname,
    };
    const { outputFiles } = await build({
      stdin,
      bundle: true,
      minify: true,
      platform: 'neutral',
      conditions: ['@k8s-backup-target/source'],
      write: false,
    });
    const code = outputFiles[0]?.text ?? '';
    expect(code).toContain('wildcard-and-names');
    expect(code).not.toContain(explain('wildcard-and-names').why);
    expect(code).not.toContain('cluster-scope');
    expect(code).not.toContain('cronLibrary');
  });
});
