import { BlockList, isIP } from 'node:net';
import type { Io } from '../../command/io.js';

/**
 * The proxy by which a server is to be reached, from HTTPS_PROXY or HTTP_PROXY and NO_PROXY, as `kubectl` reads them;
 * undefined where it is reached directly. Servers on this machine always are.
 */
export function proxyFor(server: string, env: Io['env']): string | undefined {
  const url = new URL(server);
  const variable = url.protocol === 'http:' ? 'HTTP_PROXY' : 'HTTPS_PROXY';
  const proxy = variableIn(variable, env);
  if (proxy === '' || isLocal(url.hostname) || isExcepted(url, variableIn('NO_PROXY', env))) {
    return undefined;
  }
  return proxy.includes('://') ? proxy : `http://${proxy}`;
}

function variableIn(variable: string, env: Io['env']): string {
  return env[variable] || env[variable.toLowerCase()] || '';
}

function isLocal(host: string): boolean {
  return host === 'localhost' || host === '[::1]' || host.startsWith('127.');
}

/** `*`, a host with or without a port, a domain with its hosts, an address or a range of addresses. */
function isExcepted({ hostname, port, protocol }: URL, exceptions: string): boolean {
  const host = hostname.replace(/^\[|\]$/g, '');
  const portUsed = port || (protocol === 'http:' ? '80' : '443');
  return exceptions
    .split(',')
    .map((exception) => exception.trim().toLowerCase())
    .filter((exception) => exception !== '')
    .some((exception) => {
      if (exception === '*') return true;
      if (exception.includes('/')) return isWithin(host, exception);
      const [, name = '', withPort] = /^(.*?)(?::(\d+))?$/.exec(exception) ?? [];
      if (withPort !== undefined && isIP(exception) === 0 && withPort !== portUsed) return false;
      const domain = name.replace(/^\*?\./, '');
      return host === domain || host === exception || host.endsWith(`.${domain}`);
    });
}

function isWithin(host: string, range: string): boolean {
  const [network = '', bits = ''] = range.split('/');
  const family = isIP(host);
  if (family === 0 || isIP(network) !== family || !/^\d+$/.test(bits)) return false;
  if (Number(bits) > (family === 4 ? 32 : 128)) return false;
  const list = new BlockList();
  const kind = family === 4 ? 'ipv4' : 'ipv6';
  list.addSubnet(network, Number(bits), kind);
  return list.check(host, kind);
}
