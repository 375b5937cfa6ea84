import { speculationId } from '../../../src/domain/run/speculation.ts'
import type { Store } from '../../../src/ports/store.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { aCountedRun } from '../../scenarios/worlds/counted/a-counted-run.ts'
import { runToTheEnd } from '../../scenarios/worlds/counted/run-to-the-end.ts'

interface Call {
  readonly name: keyof Store
  readonly given: readonly unknown[]
}

const FIFTEEN_DAYS_MS = 15 * 24 * 60 * 60_000

/**
 * What the app asks of its store from the label of a run with three candidates until the losers are archived. Answers how the same run
 * is played on another store: each time on an issue of its own.
 */
export async function recordRun(): Promise<(store: Store, time: number) => Promise<void>> {
  const calls: Call[] = []
  const run = await aCountedRun({
    settings: 'speculation:\n  default_parallelism: 3\n',
    store: recording(createMemoryStore(), calls),
  })
  await runToTheEnd(run)
  await run.passTime(FIFTEEN_DAYS_MS)
  const { issue } = run
  await run.store.archive(speculationId(issue, 1), new Date(run.clock.now()).toISOString())
  await run.close()
  const key = `${issue.owner}/${issue.repo}#${issue.number}`
  return async (store, time) => {
    const moved = (value: unknown): unknown => {
      if (typeof value === 'string') return value.replaceAll(key, `${key}${time}`)
      if (value instanceof Uint8Array || typeof value !== 'object' || value === null) return value
      if (Array.isArray(value)) return value.map(moved)
      const entries = Object.entries(value).map(([name, each]) => [name, moved(each)])
      return { ...Object.fromEntries(entries), ...numbersOf(value, time) }
    }
    for (const { name, given } of calls) {
      const method = store[name] as (...given: readonly unknown[]) => Promise<unknown>
      await method(...given.map(moved))
    }
  }
}

/** The number of the issue, and of the issue or pull request that a comment stands on. */
function numbersOf(value: object, time: number): object {
  if ('owner' in value && 'repo' in value && 'number' in value)
    return { number: Number(`${value.number}${time}`) }
  return 'marker' in value && 'on' in value ? { on: Number(`${value.on}${time}`) } : {}
}

function recording(store: Store, calls: Call[]): Store {
  return new Proxy(store, {
    get(target, name, receiver) {
      const method: unknown = Reflect.get(target, name, receiver)
      if (typeof method !== 'function') return method
      return (...given: readonly unknown[]) => {
        calls.push({ name: name as keyof Store, given: structuredClone(given) })
        return Reflect.apply(method, target, given)
      }
    },
  })
}
