import { describe, expect, it } from 'vitest';
import { proxyFor } from './proxy.js';

const PROXY = 'http://proxy:3128';

describe('proxyFor', () => {
  it.each([
    ['https://k8s.example.com:6443', { HTTPS_PROXY: PROXY }, PROXY],
    ['https://k8s.example.com:6443', { https_proxy: 'proxy:3128' }, PROXY],
    ['http://k8s.example.com', { HTTPS_PROXY: PROXY }, undefined],
    ['http://k8s.example.com', { HTTP_PROXY: PROXY }, PROXY],
    ['https://127.0.0.1:6443', { HTTPS_PROXY: PROXY }, undefined],
    ['https://localhost:6443', { HTTPS_PROXY: PROXY }, undefined],
    ['https://k8s.example.com', {}, undefined],
  ])('%s with %j is %s', (server, env, proxy) => {
    expect(proxyFor(server, env)).toBe(proxy);
  });

  it.each([
    ['*', true],
    ['k8s.example.com', true],
    ['K8S.example.com:6443', true],
    ['k8s.example.com:443', false],
    ['example.com', true],
    ['.example.com', true],
    ['*.example.com', true],
    ['ample.com', false],
    ['other, example.com', true],
  ])('NO_PROXY=%s excepts a host: %j', (exceptions, isExcepted) => {
    const env = { HTTPS_PROXY: PROXY, NO_PROXY: exceptions };
    const found = proxyFor('https://k8s.example.com:6443', env);
    expect(found).toBe(isExcepted ? undefined : PROXY);
  });

  it.each([
    ['10.0.0.0/8', 'https://10.1.2.3:6443', true],
    ['10.0.0.0/8', 'https://11.1.2.3:6443', false],
    ['10.1.2.3', 'https://10.1.2.3:6443', true],
    ['fd00::/8', 'https://[fd00::1]:6443', true],
    ['fd00::1', 'https://[fd00::1]:6443', true],
    ['10.0.0.0/99', 'https://10.1.2.3', false],
  ])('NO_PROXY=%s excepts %s: %j', (exceptions, server, isExcepted) => {
    const env = { HTTPS_PROXY: PROXY, NO_PROXY: exceptions };
    expect(proxyFor(server, env)).toBe(isExcepted ? undefined : PROXY);
  });
});
