// Run by hand: node test/bench/ingest.ts [--seconds 60] [--only bare,pglite,postgres]
// Signed deliveries of 10 KB: 200 a second, then as many as are taken, and as many that concern nobody; beside a Probot whose handler
// does nothing. Fails where an answer came late, or where something was acknowledged that is not in the queue.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../adapters/storage/postgres-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
import { argumentAfter, numberAfter } from './figures/bench-arguments.ts'
import { percentile, tenths } from './figures/numbers.ts'
import { report, say } from './figures/report.ts'
import {
  asFastAsItTakes,
  atRate,
  labelled,
  type ServerSays,
  strangersCheck,
  type Taken,
} from './ingest/deliveries.ts'

const PER_SECOND = 200
const AT_ONCE = 100
const BURST_SECONDS = 5
/** Milliseconds, at 200 a second. */
const MOST_P99 = 50
/** A second, on Postgres. */
const LEAST_RATE = 2_000

const seconds = numberAfter('--seconds', 60)
const kinds = (argumentAfter('--only') ?? 'bare,pglite,postgres').split(',')

const dataDir = await temporaryFolder()
// What is committed has reached the disk, as in a server.
const postgres = kinds.includes('postgres') ? await startPostgres(['fsync=on']) : undefined
try {
  for (const kind of kinds) await measure(kind, (kind === 'pglite' ? dataDir : postgres?.databaseUrl) ?? '')
} finally {
  await postgres?.stop()
  await rm(dataDir, { recursive: true })
}

async function measure(kind: string, place: string): Promise<void> {
  const server = fork(fileURLToPath(new URL('./ingest/server.ts', import.meta.url)), [kind, place])
  const heard = async (): Promise<ServerSays> => (await once(server, 'message'))[0]
  const ask = () => {
    const answer = heard()
    server.send('how much?')
    return answer
  }
  const { webhookUrl: url = '' } = await heard()
  const phase = async (what: string, load: () => Promise<Taken>) => {
    const before = (await ask()).cpuMs ?? 0
    const taken = await load()
    const cpuMs = ((await ask()).cpuMs ?? 0) - before
    tell(what, taken, cpuMs)
    return taken
  }
  say(kind)
  const burstLoad = { url, seconds: BURST_SECONDS }
  const steady = await phase(`${PER_SECOND} a second for ${seconds} s`, () =>
    atRate({ url, event: labelled, seconds }, PER_SECOND),
  )
  await phase('that concern nobody', () => asFastAsItTakes({ ...burstLoad, event: strangersCheck }, AT_ONCE))
  const burst = await phase('as many as are taken', () =>
    asFastAsItTakes({ ...burstLoad, event: labelled }, AT_ONCE),
  )
  const { peakBytes = 0, stored = 0 } = await ask()
  server.disconnect()
  await once(server, 'exit')
  judge(kind, { steady, burst, stored, peakBytes })
}

interface Measured {
  readonly steady: Taken
  readonly burst: Taken
  readonly stored: number
  readonly peakBytes: number
}

function judge(kind: string, { steady, burst, stored, peakBytes }: Measured): void {
  const on = kind === 'bare' ? 'a Probot that does nothing' : kind === 'pglite' ? 'PGlite' : 'Postgres'
  const isOurs = kind !== 'bare'
  report({
    ...{
      name: `${PER_SECOND} deliveries a second, p99, ${on}`,
      figure: tenths(percentile(steady.latencies, 0.99)),
    },
    ...{ unit: 'ms', ...(isOurs && { goal: { atMost: MOST_P99 } }) },
  })
  report({
    ...{ name: `deliveries a second, ${on}`, figure: Math.round(burst.rate), unit: '' },
    ...(kind === 'postgres' && { goal: { atLeast: LEAST_RATE }, headline: true }),
  })
  report({ name: `memory, ${on}`, figure: Math.round(peakBytes / 1024 / 1024), unit: 'MB' })
  const lost = Math.max(0, steady.accepted + burst.accepted - stored)
  if (isOurs)
    report({ name: `acknowledged but not queued, ${on}`, figure: lost, unit: '', goal: { atMost: 0 } })
}

function tell(what: string, taken: Taken, cpuMs: number): void {
  const [median, high] = [0.5, 0.99].map((share) => percentile(taken.latencies, share).toFixed(1))
  const each = (cpuMs / (taken.accepted + taken.refused)).toFixed(2)
  const refused = taken.refused > 0 ? `, ${taken.refused} refused` : ''
  const waits = `p50 ${median} ms  p99 ${high} ms`
  say(`  ${what.padEnd(24)} ${Math.round(taken.rate)}/s  ${waits}  ${each} ms of computing each${refused}`)
}
