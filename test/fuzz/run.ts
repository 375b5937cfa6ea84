import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { FUZZERS } from './fuzzers.ts'
import type { FuzzMessage, FuzzOrder } from './run-one.ts'

/**
 * `node test/fuzz/run.ts [NAME …] [--minutes 10] [--seed N]`: one fuzzer after the other, each so many minutes. Prints its seed, how many
 * inputs it tried and, where one fails, the smallest that does. Ends with status 1 where any has failed.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { minutes: { type: 'string', default: '10' }, seed: { type: 'string' } },
})
const names = positionals.length > 0 ? positionals : FUZZERS.map(({ name }) => name)
const unknown = names.filter((name) => !FUZZERS.some((fuzzer) => fuzzer.name === name))
if (unknown.length > 0)
  throw new Error(`no fuzzer ${unknown.join(', ')}; there are ${FUZZERS.map(({ name }) => name).join(', ')}`)

/** An input that keeps a fuzzer longer than this hangs. */
const HANGS_AFTER_MS = 180_000

for (const name of names) {
  const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
  const { ok, said } = await runApart({ name, seed, minutes: Number(values.minutes) })
  if (!ok) process.exitCode = 1
  process.stdout.write(`${ok ? 'ok  ' : 'FAIL'} ${name} --seed ${seed}: ${said}\n`)
}

/** In a thread of its own with limited memory, so that what hangs or grows is ended and shown. */
function runApart(order: FuzzOrder): Promise<{ ok: boolean; said: string }> {
  const worker = new Worker(new URL('run-one.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: 1_500 },
  })
  let last = ''
  let heard = performance.now()
  return new Promise((resolve) => {
    const end = (ok: boolean, said: string) => {
      clearInterval(watch)
      resolve({ ok, said })
      void worker.terminate()
    }
    const stopped = (how: string) => end(false, `${how} at ${last.slice(0, 100_000)}`)
    const watch = setInterval(() => {
      if (performance.now() - heard > HANGS_AFTER_MS) stopped('hangs')
    }, 1_000)
    worker.on('message', (message: FuzzMessage) => {
      heard = performance.now()
      if (message.kind === 'input') last = message.input
      else end(message.ok, message.said)
    })
    worker.on('error', (error) => stopped(String(error)))
  })
}
