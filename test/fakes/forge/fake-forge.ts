import { type Clock, systemClock } from '@speculate-dev/system'
import type { RepositoryRef } from '../../../src/domain/issue/issue.ts'
import type { Forge } from '../../../src/ports/forge.ts'
import { ForgeError } from '../../../src/ports/forge-errors.ts'
import { type FakePeople, people, type World } from './fake-people.ts'
import { fakeReads } from './fake-reads.ts'
import { APP_LOGIN, createFakeRepository, type FakeRepository, REPOSITORY_ID } from './fake-repository.ts'
import { fakeWrites } from './fake-writes.ts'

export interface FakeForge extends FakePeople {
  readonly forge: Forge
  readonly repository: RepositoryRef
  readonly repositoryId: string
  readonly login: string
  /** Everything the forge holds; tests may look at it and change it. */
  readonly state: FakeRepository
  /** Every change the app has made, in order: `comment #1`, `close #3`. A repeated call that changed nothing is not in it. */
  readonly changes: readonly string[]
  /** Called after each change, before the app hears of it. */
  onChange(listener: () => void): void
  /** The next call of this method throws, before or after its effect. */
  failNext(method: keyof Forge, when: 'before' | 'after', error?: Error): void
}

/** A stateful forge in memory with GitHub's behaviour as far as the port shows it. */
export function createFakeForge(
  repository: RepositoryRef = { owner: 'acme', repo: 'payments' },
  clock: Clock = systemClock,
  state: FakeRepository = createFakeRepository(repository),
): FakeForge {
  const changes: string[] = []
  const listeners: (() => void)[] = []
  const failures = new Map<keyof Forge, { when: 'before' | 'after'; error: Error }>()
  const world: World = {
    state,
    changed: (what) => {
      changes.push(what)
      for (const listener of listeners) listener()
    },
    now: () => new Date(clock.now()).toISOString(),
  }
  return {
    forge: failing({ ...fakeReads(world), ...fakeWrites(world) }, failures),
    repository,
    repositoryId: REPOSITORY_ID,
    login: APP_LOGIN,
    state,
    changes,
    onChange: (listener) => void listeners.push(listener),
    failNext: (method, when, error = new ForgeError('unavailable', 'the forge is down')) => {
      failures.set(method, { when, error })
    },
    ...people(world),
  }
}

/** Lets a method fail once, as `failNext` asked. */
function failing(
  forge: Forge,
  failures: Map<keyof Forge, { when: 'before' | 'after'; error: Error }>,
): Forge {
  return new Proxy(forge, {
    get(target, name: keyof Forge) {
      const failure = failures.get(name)
      if (!failure) return target[name]
      return async (...parameters: unknown[]) => {
        failures.delete(name)
        if (failure.when === 'after') await Reflect.apply(target[name], target, parameters)
        throw failure.error
      }
    },
  })
}
