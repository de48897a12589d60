import { TransferFailure, type TransferFailureOptions } from './transfer-failure'

type Explanation = Omit<TransferFailureOptions, 'cause' | 'retryable'> & { retryable?: boolean }

const noConnection: Readonly<Record<string, string>> = {
  ENOTFOUND: 'the name of the host is not known',
  EAI_AGAIN: 'the name of the host could not be looked up',
  ECONNREFUSED: 'the connection was refused',
  EHOSTUNREACH: 'there is no route to the host',
  ENETUNREACH: 'there is no route to the host',
  EADDRNOTAVAIL: 'there is no route to the host',
  ETIMEDOUT: 'the host did not answer',
  UND_ERR_CONNECT_TIMEOUT: 'the host did not answer',
}

const interrupted: Readonly<Record<string, string>> = {
  ECONNRESET: 'the connection was dropped',
  EPIPE: 'the connection was dropped',
  UND_ERR_SOCKET: 'the connection was dropped',
}

/** What an error of fetch, or of reading its body, means. */
export function explainNetworkError(error: unknown): TransferFailure {
  if (error instanceof TransferFailure) return error
  const { retryable = true, ...explanation } = explain(deepest(error))
  return new TransferFailure({ retryable, ...explanation, cause: error })
}

function explain(error: { code: string; message: string }): Explanation {
  const { code, message } = error
  const unreachable = noConnection[code]
  if (unreachable) return { kind: 'no-connection', reason: `${unreachable} (${code})` }
  const dropped = interrupted[code]
  if (dropped) return { kind: 'interrupted', reason: `${dropped} (${code})` }
  if (/CERT|SELF_SIGNED|UNABLE_TO_/.test(code)) {
    return {
      kind: 'no-connection',
      reason: `the host's certificate is not trusted (${code})`,
      retryable: false,
      hint: 'Behind a proxy that inspects traffic, let NODE_EXTRA_CA_CERTS name its certificate.',
    }
  }
  // undici gives a refusing proxy no code of its own.
  if (/proxy/i.test(message)) {
    return {
      kind: 'no-connection',
      reason: `the proxy refused (${message})`,
      retryable: false,
      hint: 'Check HTTP_PROXY, HTTPS_PROXY and NO_PROXY.',
    }
  }
  return { kind: 'interrupted', reason: `the transfer failed (${message || code || 'no reason given'})` }
}

/** fetch wraps what happened in 'fetch failed' or 'terminated'; the cause says it. */
function deepest(error: unknown): { code: string; message: string } {
  let found = error
  while (found instanceof Error && found.cause instanceof Error) found = found.cause
  if (!(found instanceof Error)) return { code: '', message: String(found) }
  const code = 'code' in found && typeof found.code === 'string' ? found.code : ''
  return { code, message: found.message }
}
