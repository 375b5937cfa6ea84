import { sql } from 'kysely'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import {
  type Announced,
  type AnnounceOptions,
  announceWorker,
} from '../../../../../src/adapters/storage/jobs/attempts/announce-worker.ts'
import { useDatabases } from '../../databases.ts'

const databases = useDatabases()
const workers: Announced[] = []
beforeEach(() => sql`delete from speculate.workers`.execute(databases.postgres().kysely))
afterEach(async () => {
  for (const each of workers.splice(0)) await each.stop()
})

it('knows what all workers name, and takes attempts for what it can run', async () => {
  const one = await start({ named: ['codex', 'claude'], runnable: ['codex', 'claude'] })
  const two = await start({ named: ['claude', 'gemini'], runnable: ['claude', 'gemini'] })
  await vi.waitFor(() => expect(one.named()).toEqual(['codex', 'claude', 'gemini']))
  expect(two.named()).toEqual(['codex', 'claude', 'gemini'])
  expect(one.serves()).toEqual(['codex', 'claude'])
  expect(two.serves()).toEqual(['claude', 'gemini'])
})

it('leaves what it lacks to a worker that has it, and fails it where nobody has', async () => {
  const without = await start({ named: ['codex', 'gemini'], runnable: ['codex'] })
  expect(without.serves()).toEqual(['codex', 'gemini'])
  await start({ named: ['gemini'], runnable: ['gemini'] })
  await vi.waitFor(() => expect(without.serves()).toEqual(['codex']))
})

it('lets the others say what they have before it fails anything', async () => {
  const started = await start({ named: ['codex', 'gemini'], runnable: ['codex'] }, { aloneAfterMs: 60_000 })
  expect(started.serves()).toEqual(['codex'])
})

it('waits five minutes for what a worker had that has gone', async () => {
  const gone = await start({ named: ['gemini'], runnable: ['gemini'] })
  await gone.stop()
  const without = await start({ named: ['codex', 'gemini'], runnable: ['codex'] })
  expect(without.serves()).toEqual(['codex'])
  await sql`update speculate.workers set seen_at = now() - interval '5 minutes'`.execute(
    databases.postgres().kysely,
  )
  await vi.waitFor(() => expect(without.serves()).toEqual(['codex', 'gemini']))
})

it('takes what has been installed since', async () => {
  const own = { named: ['codex'], runnable: [] as string[] }
  const worker = await start(own, { aloneAfterMs: 60_000 })
  expect(worker.serves()).toEqual([])
  own.runnable = ['codex']
  await vi.waitFor(() => expect(worker.serves()).toEqual(['codex']))
})

it('C1: the places of all workers count together, until one is heard of no more', async () => {
  const first = await start({ named: ['codex'], runnable: ['codex'] })
  await start({ named: ['codex'], runnable: ['codex'] }, { places: 5 })
  await vi.waitFor(() => expect(first.places()).toBe(8))
})

async function start(
  own: { readonly named: readonly string[]; readonly runnable: readonly string[] },
  options: Partial<AnnounceOptions> = {},
) {
  const toolchains = { named: own.named, runnable: async () => own.runnable }
  const patient = { onError: () => {}, places: 3, announceMs: 20, aloneAfterMs: 0, ...options }
  const worker = await announceWorker(databases.postgres(), toolchains, patient)
  workers.push(worker)
  return worker
}
