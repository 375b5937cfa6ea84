import { mkdtemp, rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startEmbeddedGitHub } from '../../packages/embedded-github/src/embedded-github.ts'

/** Addresses of this machine that others can reach, and one of loopback that the server does not listen on either. */
const elsewhere = [
  ...Object.values(networkInterfaces())
    .flat()
    .flatMap((one) => (one && !one.internal && one.family === 'IPv4' ? [one.address] : [])),
  '127.0.0.2',
]

it('T16: its pages are served to this machine alone', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'speculate-loopback-'))
  const github = await startEmbeddedGitHub({ dataDir, persist: false })
  try {
    const { port, hostname } = new URL(github.apiUrl)
    expect(hostname).toBe('127.0.0.1')
    expect(await answers('127.0.0.1', Number(port))).toBe(true)
    for (const address of elsewhere) expect(await answers(address, Number(port)), address).toBe(false)
  } finally {
    await github.close()
    await rm(dataDir, { recursive: true, force: true })
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
