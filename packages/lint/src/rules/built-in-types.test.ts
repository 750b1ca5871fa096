import { describe, expect, it } from 'vitest';
import { builtInType, misspeltType } from './built-in-types.js';

describe('builtInType', () => {
  it('tells the names of a type, and whether it is namespaced', () => {
    expect(builtInType('pods')).toEqual({
      plural: 'pods',
      singular: 'pod',
      isNamespaced: true,
      short: 'po',
    });
    expect(builtInType('clusterroles')).toEqual({
      plural: 'clusterroles',
      singular: 'clusterrole',
      isNamespaced: false,
      short: '',
    });
  });

  it.each([
    ['pod', 'pods'],
    ['PODS', 'pods'],
    ['Pod', 'pods'],
    ['pods.', 'pods'],
    ['po.', 'pods'],
    ['ConfigMap', 'configmaps'],
    ['endpoints', 'endpoints'],
    ['endpointslice', 'endpointslices'],
    ['ingress', 'ingresses'],
    ['lease', 'leases'],
    ['namespace', 'namespaces'],
    ['NetworkPolicy', 'networkpolicies'],
    ['componentstatus', 'componentstatuses'],
    ['secret', 'secrets'],
    ['storageclass', 'storageclasses'],
    ['CSINode', 'csinodes'],
  ])('knows %s as %s', (name, plural) => {
    expect(builtInType(name)?.plural).toBe(plural);
  });

  // As kubectl lists them.
  it.each([
    ['cm', 'configmaps'],
    ['deploy', 'deployments'],
    ['limits', 'limitranges'],
    ['pvc', 'persistentvolumeclaims'],
    ['quota', 'resourcequotas'],
    ['vs', 'volumesnapshots'],
    ['csr', 'certificatesigningrequests'],
    ['crd', 'customresourcedefinitions'],
    ['pc', 'priorityclasses'],
    ['vsclass', 'volumesnapshotclasses'],
  ])('knows the short name %s of %s, in lower case only', (short, plural) => {
    expect(builtInType(short)?.plural).toBe(plural);
    expect(builtInType(short.toUpperCase())).toBeUndefined();
  });

  it.each([
    '',
    '.',
    'pods..',
    '.pods',
    'pod*',
    'pods.apps',
    'p',
    'endpoint',
    'ingresse',
    'widgets',
  ])('knows no %j', (name) => {
    expect(builtInType(name)).toBeUndefined();
  });
});

describe('misspeltType', () => {
  it.each([
    ['deploymnets', 'deployments'],
    ['Deploymnets', 'deployments'],
    ['jobz', 'jobs'],
    ['storageclases', 'storageclasses'],
    // Of 40 letters, more than any type has.
    [`validatingwebhookconfigurations${'x'.repeat(9)}`, 'validatingwebhookconfigurations'],
  ])('takes %s for %s', (name, plural) => {
    expect(misspeltType(name)).toBe(plural);
  });

  it.each([
    ['right', 'deployments'],
    ['right in the singular', 'Deployment'],
    ['right in a singular that its plural does not begin with', 'networkpolicy'],
    ['a short name', 'limits'],
    ['like none', 'widgets'],
    ['too short to tell', 'jbs'],
    ['too long', `validatingwebhookconfigurations${'x'.repeat(10)}`],
    ['the beginning of one', 'certificates'],
    ['the beginning of one in another case', 'Certificates'],
    ['of a group', 'deploymnets.apps'],
    ['a pattern', '*eploymnets'],
    ['a pattern at its end', 'deploymnet*'],
    ['with a digit', '2deployments'],
  ])('lets a name be that is %s: %s', (_, name) => {
    expect(misspeltType(name)).toBeUndefined();
  });
});
