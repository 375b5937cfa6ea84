// Run by hand: node test/bench/ingest.ts [--seconds 60] [--only bare,pglite,postgres]
// Signed deliveries of 10 KB: 200 a second, then as many as are taken, and as many that concern nobody; beside a Probot whose handler
// does nothing. Fails where an answer came late, or where something was acknowledged that is not in the queue.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { startPostgres } from '../adapters/storage/postgres-server.ts'
import { temporaryFolder } from '../temporary-folder.ts'
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

const argument = (name: string, otherwise: string) => {
  const at = process.argv.indexOf(name)
  return (at === -1 ? undefined : process.argv[at + 1]) ?? otherwise
}
const seconds = Number(argument('--seconds', '60'))
const kinds = argument('--only', 'bare,pglite,postgres').split(',')

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
  console.log(kind)
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
  console.log(`  at most ${Math.round(peakBytes / 1024 / 1024)} MB`)
  if (kind !== 'bare') judge(kind, { steady, burst, stored })
}

interface Measured {
  readonly steady: Taken
  readonly burst: Taken
  readonly stored: number
}

function judge(kind: string, { steady, burst, stored }: Measured): void {
  const lost = steady.accepted + burst.accepted - stored
  if (lost > 0) fail(`${lost} were acknowledged and are not in the queue`)
  if (percentile(steady, 0.99) > MOST_P99) fail(`p99 is over ${MOST_P99} ms`)
  if (kind === 'postgres' && burst.rate < LEAST_RATE) fail(`fewer than ${LEAST_RATE} a second`)
}

function tell(what: string, taken: Taken, cpuMs: number): void {
  const [median, high] = [0.5, 0.99].map((share) => percentile(taken, share).toFixed(1))
  const each = (cpuMs / (taken.accepted + taken.refused)).toFixed(2)
  const refused = taken.refused > 0 ? `, ${taken.refused} refused` : ''
  const waits = `p50 ${median} ms  p99 ${high} ms`
  console.log(
    `  ${what.padEnd(24)} ${Math.round(taken.rate)}/s  ${waits}  ${each} ms of computing each${refused}`,
  )
}

function percentile({ latencies }: Taken, share: number): number {
  return latencies[Math.floor(latencies.length * share)] ?? 0
}

function fail(why: string): void {
  console.log(`  FAILED: ${why}`)
  process.exitCode = 1
}
