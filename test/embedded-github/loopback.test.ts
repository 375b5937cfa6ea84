import { connect } from 'node:net'
import { networkInterfaces } from 'node:os'
import { expect, it } from 'vitest'
import { startEmbeddedGitHub } from '../../packages/embedded-github/src/embedded-github.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/** Addresses of this machine that others can reach, and one of loopback that the server does not listen on either. */
const elsewhere = [
  ...Object.values(networkInterfaces())
    .flat()
    .flatMap((one) => (one && !one.internal && one.family === 'IPv4' ? [one.address] : [])),
  '127.0.0.2',
]

it('T16: its pages are served to this machine alone', async () => {
  const dataDir = await temporaryFolder()
  const github = await startEmbeddedGitHub({ dataDir, persist: false })
  try {
    const { port, hostname } = new URL(github.apiUrl)
    expect(hostname).toBe('127.0.0.1')
    expect(await answers('127.0.0.1', Number(port))).toBe(true)
    for (const address of elsewhere) expect(await answers(address, Number(port)), address).toBe(false)
  } finally {
    await github.close()
  }
})

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect({ host, port, timeout: 5_000 })
    const end = (answer: boolean) => {
      socket.destroy()
      done(answer)
    }
    socket
      .once('connect', () => end(true))
      .once('error', () => end(false))
      .once('timeout', () => end(false))
  })
}
