import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { declaredEndpoints, endpointsIn } from './declared-endpoints.js';

describe('endpointsIn', () => {
  it('finds what charmcraft writes, and nothing of peers or of texts', () => {
    const text = [
      '---',
      'name: my-app',
      'maintainers:',
      '- Somebody <a@example.com>',
      'description: |',
      '  provides:',
      '    not-this: {}',
      'provides:',
      '  backup:',
      '    interface: k8s_backup_target',
      '    description: |-',
      '      More than',
      '      one line',
      '',
      '  # a comment',
      '  "metrics":',
      '    interface: prometheus_scrape # with a comment',
      'peers:',
      '  peers:',
      '    interface: peers',
      'requires: # with a comment',
      '    backup-integrator: {interface: k8s_backup_target}',
      '    db: ',
      '        interface: postgresql_client',
    ];
    const names = ['backup', 'metrics', 'backup-integrator', 'db'];
    expect(endpointsIn(text.join('\n'))).toEqual(names);
    expect(endpointsIn(text.join('\r\n'))).toEqual(names);
  });

  it('finds none where there are none', () => {
    expect(endpointsIn('name: my-app\n')).toEqual([]);
    expect(endpointsIn('provides: {}\nrequires: null\n')).toEqual([]);
  });

  it.each([
    'provides: {backup: {interface: k8s_backup_target}}',
    '{"provides": {"backup": {}}}',
    '"provides":\n  backup: {}',
    'provides: &anchor',
    'provides:\n  <<: *others',
    'provides:\n\tbackup:',
    'requires:\n  ? backup',
  ])('does not guess: %j', (text) => {
    expect(endpointsIn(text)).toBeNull();
  });
});

describe('declaredEndpoints', () => {
  it('reads metadata.yaml, if there is one', () => {
    const folder = mkdtempSync(join(tmpdir(), 'charm-'));
    expect(declaredEndpoints(folder)).toBeNull();
    writeFileSync(join(folder, 'metadata.yaml'), 'provides:\n  backup:\n    interface: a\n');
    expect(declaredEndpoints(folder)).toEqual(['backup']);
    rmSync(folder, { recursive: true });
  });
});
