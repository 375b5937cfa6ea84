import { createServer } from 'node:net'

/** The port, or any free one for 0: Probot's server takes 0 for "not given" and listens on 3000. */
export function portOr(port: number, host: string): Promise<number> {
  if (port !== 0) return Promise.resolve(port)
  return new Promise((resolve, reject) => {
    const probe = createServer()
    probe.once('error', reject)
    probe.listen(0, host, () => {
      const address = probe.address()
      const free = typeof address === 'object' && address !== null ? address.port : 0
      probe.close(() => resolve(free))
    })
  })
}
