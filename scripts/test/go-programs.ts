/**
 * Compiles the Go programs that some tests need, before any test runs: the first time this takes minutes
 * on both cores, in which a test that waits for a process would run out of time. Without Go it says what
 * will not run; the suites say so as well.
 */
import { buildKubernetesApi, whyNoKubernetesApi } from '../../tests/kubernetes-api/build.js';
import { buildOracle, whyNoOracle } from '../../tests/velero-oracle/oracle.js';

const programs = [
  { name: "Velero's own code as a judge", why: whyNoOracle, build: buildOracle },
  { name: 'the Kubernetes API', why: whyNoKubernetesApi, build: buildKubernetesApi },
];

for (const { name, why, build } of programs) {
  const reason = why();
  if (reason === undefined) await build();
  console.log(reason === undefined ? `${name}: built` : `${name}: will not run, ${reason}`);
}
