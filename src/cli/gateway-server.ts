import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { gatewayHandler } from '../report/gateway-handler.ts'
import type { GatewayHandlerOptions } from '../report/gateway-handler.ts'

export interface GatewayServerOptions extends GatewayHandlerOptions {
  host?: string
  /** 0 picks a free one. */
  port?: number
}

/** A gateway that listens. */
export interface GatewayServer {
  url: string
  close: () => Promise<void>
}

/** Starts a local gateway, as strict as the real one. */
export async function gatewayServer({ host = '127.0.0.1', port = 0, ...options }: GatewayServerOptions): Promise<GatewayServer> {
  const server = createServer(gatewayHandler(options))
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, resolve)
  })
  const { address, family, port: bound } = server.address() as AddressInfo
  return {
    url: `http://${family === 'IPv6' ? `[${address}]` : address}:${bound}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeIdleConnections()
        // A client that never ends its request does not hold up the end.
        setTimeout(() => server.closeAllConnections(), 1_000).unref()
      }),
  }
}
