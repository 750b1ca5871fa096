/** What makes npm and pip of another terminal take the packages of this clone. */
export function registryLines(address: string, pythonFolder: string): readonly string[] {
  return [
    `npm config set @k8s-backup-target:registry ${address}`,
    `export PIP_FIND_LINKS=${pythonFolder}`,
  ];
}
