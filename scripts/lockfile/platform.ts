/** The platform that a package's name means, as npm's lock file writes it. */
export interface Platform {
  readonly os: readonly string[];
  readonly cpu: readonly string[];
  readonly libc?: readonly string[];
}

const SYSTEMS: Readonly<Record<string, string>> = {
  aix: 'aix',
  android: 'android',
  darwin: 'darwin',
  freebsd: 'freebsd',
  linux: 'linux',
  netbsd: 'netbsd',
  openbsd: 'openbsd',
  openharmony: 'openharmony',
  sunos: 'sunos',
  win32: 'win32',
  windows: 'win32',
};
const PROCESSORS: Readonly<Record<string, string>> = {
  '64': 'x64',
  arm: 'arm',
  arm64: 'arm64',
  ia32: 'ia32',
  loong64: 'loong64',
  mips64el: 'mips64el',
  ppc64: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  x64: 'x64',
};

/** Reads the platform from a name such as `@scope/tool-linux-arm64-musl`; undefined where it names none. */
export function platformOf(name: string): Platform | undefined {
  const words = (name.split('/').at(-1) ?? '').split('-');
  const os = words.map((word) => SYSTEMS[word]).find((word) => word !== undefined);
  const cpu = words.map((word) => PROCESSORS[word]).find((word) => word !== undefined);
  if (os === undefined || cpu === undefined) return undefined;
  if (os !== 'linux' || cpu === 'arm') return { os: [os], cpu: [cpu] };
  if (words.includes('musl')) return { os: [os], cpu: [cpu], libc: ['musl'] };
  return words.includes('gnu')
    ? { os: [os], cpu: [cpu], libc: ['glibc'] }
    : { os: [os], cpu: [cpu] };
}
