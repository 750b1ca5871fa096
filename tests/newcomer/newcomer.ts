/** A machine on which nothing of this project is installed, and registries that have its packages. */
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { run } from '@k8s-backup-target/tools/run';
import { inject } from 'vitest';
import { type Registry, serveRegistry } from '../../scripts/registry/serve.js';
import { charmcraftCommand, installCharmcraft, whyNoCharmcraft } from '../packaging/charmcraft.js';

/** Runs lines of a document, each in the folder that the earlier ones have led to. */
export class Newcomer {
  /** An empty folder at the beginning. */
  readonly home: string;
  /** Programs that are found first. */
  readonly bin: string;
  readonly #registry: Registry;
  readonly #env: Readonly<Record<string, string>>;

  private constructor(
    home: string,
    bin: string,
    registry: Registry,
    env: Readonly<Record<string, string>>,
  ) {
    this.home = home;
    this.bin = bin;
    this.#registry = registry;
    this.#env = env;
  }

  /** Serves what this clone has, packed. */
  static async arrive(): Promise<Newcomer> {
    const folder = realpathSync(mkdtempSync(join(tmpdir(), 'newcomer-')));
    const home = join(folder, 'home');
    const bin = join(folder, 'bin');
    for (const each of [home, bin]) mkdirSync(each);
    const { tarballs, python } = inject('packed');
    const registry = await serveRegistry(tarballs, 0);
    const config = join(folder, 'npmrc');
    const own = join(homedir(), '.npmrc');
    writeFileSync(config, existsSync(own) ? readFileSync(own, 'utf8') : '');
    appendFileSync(
      config,
      `\n@k8s-backup-target:registry=${registry.address}\nyes=true\nfetch-retries=5\nprefix=${join(folder, 'global')}\n`,
    );
    return new Newcomer(home, bin, registry, {
      NPM_CONFIG_USERCONFIG: config,
      // npm would look for it below the prefix.
      NPM_CONFIG_GLOBALCONFIG: (await run('.', ['npm', 'config', 'get', 'globalconfig'])).trim(),
      PIP_FIND_LINKS: `${process.env['PIP_FIND_LINKS'] ?? ''} ${python}`.trim(),
      UV_FIND_LINKS: python,
      PATH: [bin, join(folder, 'global/bin'), process.env['PATH'] ?? ''].join(delimiter),
    });
  }

  async leave(): Promise<void> {
    await this.#registry.close();
    rmSync(join(this.home, '..'), { recursive: true, force: true });
  }

  /** Puts a program on PATH, in place of one that this machine has not. */
  provide(name: string, script: string): void {
    const file = join(this.bin, name);
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  }

  /** Puts on PATH what packs a charm: charmcraft where it runs here, and the uv that `charmcraft.yaml` names. */
  async providePackers(): Promise<void> {
    if (whyNoCharmcraft() === undefined)
      this.provide('charmcraft', charmcraftCommand(await installCharmcraft()));
    const charm = readFileSync('examples/python-provider-charm/charmcraft.yaml', 'utf8');
    const [uv = ''] = /\buv==[\d.]+/.exec(charm) ?? [];
    const venv = join(this.bin, '../uv');
    await run('.', ['python3', '-m', 'venv', venv]);
    await run('.', [join(venv, 'bin/pip'), 'install', '--quiet', uv]);
    this.provide('uv', `#!/bin/sh\nexec '${venv}/bin/uv' "$@"\n`);
  }

  /**
   * Runs lines in one shell, which ends at the first that fails.
   *
   * @param folder - Below `home`.
   * @throws CommandError with all that was printed.
   */
  async type(folder: string, lines: string): Promise<string> {
    const ours = Object.keys(process.env).filter((name) => /^npm_|^VITEST|^NODE_ENV$/.test(name));
    const without = ours.flatMap((name) => ['-u', name]);
    const shell = ['bash', '-euo', 'pipefail', '-c', lines];
    return run(join(this.home, folder), ['env', ...without, ...shell], this.#env);
  }
}
