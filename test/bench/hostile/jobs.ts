import { writeFile } from 'node:fs/promises'
import { createServer, request } from 'node:http'
import { join } from 'node:path'
import { zip } from '../../../packages/embedded-github/src/operations/checks/zip.ts'
import type { Aside } from '../../../src/adapters/analysis/process/start-aside.ts'
import { openGateway } from '../../../src/adapters/gateway/gateway.ts'
import { createRedactor } from '../../../src/adapters/redaction/create-redactor.ts'
import { jobLogs, modelRequests, testOutputs } from './texts.ts'

/** Which repository it is that does all this. */
const HOSTILE = 'evil/repo'

/** Logs of jobs and of the runs of a proof, an archive of them, and what tests printed. */
export async function readLogs(aside: Aside, folder: string): Promise<void> {
  const refused = (error: Error) => console.log(`  a log: ${error.message}`)
  const repository = HOSTILE
  const archive = join(folder, 'archive.zip')
  const names = jobLogs.map((_, at) => `job ${at}`)
  await writeFile(
    archive,
    zip(jobLogs.map((text, at) => ({ name: `${at}_job ${at}.txt`, content: Buffer.from(text) }))),
  )
  const files = await Promise.all(
    jobLogs.map(async (text, at) => {
      await writeFile(join(folder, `${at}.txt`), text)
      return join(folder, `${at}.txt`)
    }),
  )
  const size = 16_000_000
  const work = { kind: 'archive' as const, path: archive, lines: 'speculate-proof', names }
  const runs = [{ run: 'r1', files: ['a'] }]
  await Promise.all([
    aside.read({ about: 'lines', work, size, repository }).catch(refused),
    ...files.map((path) => aside.read({ about: 'job log', work: { path }, size, repository }).catch(refused)),
    ...jobLogs.map((text) => {
      const log = { id: 1, url: '', text, conclusion: 'success' }
      const read = { log, runs, format: 'tap' as const, seconds: 60 }
      return aside.read({ about: 'job runs', work: read, size, repository }).catch(refused)
    }),
    ...testOutputs.map((output) => {
      const end = { exitCode: 1, output, timedOut: false, limit: undefined, seconds: 1 }
      const read = { end, format: 'tap' as const, seconds: 60, files: ['a'] }
      return aside.read({ about: 'run', work: read, size: output.length, repository }).catch(refused)
    }),
  ])
}

/** An agent that sends all of these through its gateway, four times. */
export async function askModels(aside: Aside, folder: string): Promise<void> {
  const provider = createServer((asked, answer) => {
    asked.resume().on('end', () => answer.writeHead(200, { 'content-type': 'application/json' }).end('{}'))
  })
  await new Promise<void>((listening) => provider.listen(0, '127.0.0.1', listening))
  const address = provider.address()
  const port = typeof address === 'object' ? address?.port : undefined
  const gateway = await openGateway({
    provider: {
      baseUrl: `http://127.0.0.1:${port}`,
      key: 'sk-0123456789abcdef',
      variable: 'KEY',
      header: 'authorization',
    },
    ...{ budget: {}, prices: {}, model: { name: 'm', others: 'pass' as const } },
    transcript: join(folder, 'transcript'),
    redactor: createRedactor(),
    log: (line) => console.log(`  a request: ${line}`),
    ...{ aside, repository: HOSTILE },
  })
  const send = (body: string) =>
    new Promise<void>((done, failed) => {
      const headers = { 'content-type': 'application/json' }
      const asking = request(
        { socketPath: gateway.socket, path: '/v1/chat/completions', method: 'POST', headers },
        (answer) => answer.resume().on('end', done),
      )
      asking.on('error', failed).end(body)
    })
  await Promise.all([1, 2, 3, 4].flatMap(() => modelRequests.map(send)))
  await gateway.close()
  await new Promise((closed) => provider.close(closed))
}
