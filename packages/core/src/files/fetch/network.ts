/** How an attempt reaches servers: a fetch and what must be closed after it. */
export interface Network {
  readonly fetch: typeof globalThis.fetch
  close(): Promise<void>
}

/** The caller's fetch, or one that honours HTTP_PROXY, HTTPS_PROXY and NO_PROXY (Node's own ignores them). */
export async function openNetwork(given: typeof globalThis.fetch | undefined): Promise<Network> {
  if (given) return { fetch: given, close: async () => {} }
  // Loaded late: most runs find everything in the cache.
  const undici = await import('undici')
  const dispatcher = new undici.EnvHttpProxyAgent({
    // Silence is watched by the caller, connection and headers included.
    bodyTimeout: 0,
    headersTimeout: 0,
    // Proxies often allow CONNECT to port 443 only.
    proxyTunnel: false,
  })
  const proxied = (url: string, init: object): Promise<unknown> => undici.fetch(url, { ...init, dispatcher })
  return {
    // undici's Request and Response are those of the platform, declared twice.
    fetch: proxied as unknown as typeof globalThis.fetch,
    close: () => dispatcher.destroy(),
  }
}
