import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { createDiskGauge } from '../../../src/adapters/sandbox/disk-gauge.ts'
import { watchLimits } from '../../../src/adapters/sandbox/watch-limits.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const LIMITS = { memory_mb: 100_000, processes: 100_000, disk_mb: 100_000 }

let folder: string

beforeEach(async () => {
  folder = await temporaryFolder()
})

/** What would have ended the process. */
function unheardRejections(): readonly unknown[] {
  const unheard: unknown[] = []
  const others = process.rawListeners('unhandledRejection')
  process.removeAllListeners('unhandledRejection')
  process.on('unhandledRejection', (reason) => unheard.push(reason))
  onTestFinished(() => {
    process.removeAllListeners('unhandledRejection')
    for (const one of others) process.on('unhandledRejection', one as (reason: unknown) => void)
  })
  return unheard
}

const goneTree = () => ({ path: folder, home: join(folder, 'gone') })

it('a gauge whose home is gone at once rejects only for who asks it', async () => {
  const unheard = unheardRejections()
  const gauge = createDiskGauge(goneTree(), process.pid)
  // Long after it was rejected, as when an agent has ended before the first look at its disk.
  await expect(gauge.isAlmostFull()).rejects.toThrow('ENOENT')
  await pause(20)
  expect(unheard).toEqual([])
  await expect(gauge.holdsMoreThan(1_000_000)).rejects.toThrow('ENOENT')
})

it('who watches an attempt whose home is gone says nothing of it and goes on', async () => {
  const unheard = unheardRejections()
  const onHit = vi.fn()
  const spec = {
    workTree: goneTree(),
    environment: {},
    readable: [],
    gatewaySocket: undefined,
    limits: LIMITS,
  }
  const watch = watchLimits(Promise.resolve(process.pid), spec, onHit)
  await pause(50)
  watch.stop()
  expect(unheard).toEqual([])
  expect(onHit).not.toHaveBeenCalled()
})
