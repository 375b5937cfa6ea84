import { expect, it } from 'vitest'
import type { Store } from '../../../src/ports/store.ts'
import { AT, exampleAttempt, examplePatch, exampleSpeculation, LATER } from '../examples.ts'
import { inserted, keyOf } from './key-of.ts'

export function describeAttempts(store: () => Store): void {
  it('walks an attempt from queued to ended, and then nothing changes it', async () => {
    const attempt = await inserted(store(), 'attempts')
    const key = keyOf(attempt)
    expect(await store().attempts(attempt.speculation)).toEqual([attempt])
    expect(await store().beginAttempt(key, AT)).toBe(true)
    expect(await store().heartbeat(key, LATER, 'reading')).toBe(true)
    expect(await store().heartbeat(key, LATER, undefined)).toBe(true)
    await store().endAttempt(key, LATER, examplePatch(), new Uint8Array([0, 1, 255]))

    expect(await store().beginAttempt(key, LATER)).toBe(false)
    expect(await store().heartbeat(key, LATER, 'still here')).toBe(false)
    await store().endAttempt(key, LATER, examplePatch('Another.'), new Uint8Array([9]))
    expect(await store().attempts(attempt.speculation)).toEqual([
      {
        ...attempt,
        status: 'ended',
        startedAt: AT,
        heartbeatAt: LATER,
        endedAt: LATER,
        progress: 'reading',
        outcome: examplePatch(),
        charged: { seconds: 12.5, tokens: 1_000 },
      },
    ])
    expect(await store().bundle(key)).toEqual(new Uint8Array([0, 1, 255]))
  })

  it('keeps an attempt at a plan and the strategies that it proposed', async () => {
    const speculation = exampleSpeculation('planning')
    await store().insertSpeculation(speculation)
    const attempt = { ...exampleAttempt(speculation, 'planner'), task: { kind: 'plan' as const } }
    await store().insertAttempt(attempt)
    expect(await store().attempts(speculation.id)).toEqual([attempt])
    const strategies = [{ id: 'a', value: 'here', strategy: 'Do it.', constraints: ['no "more"'] }]
    const outcome = {
      kind: 'plan' as const,
      proposals: { dimension: 'where', strategies },
      usage: { seconds: 3 },
    }
    await store().endAttempt(keyOf(attempt), LATER, outcome, undefined)
    expect(await store().attempts(speculation.id)).toMatchObject([
      { task: { kind: 'plan' }, outcome, charged: { seconds: 3 } },
    ])
  })

  it('keeps an attempt at a proof, what it runs, and what came of each run', async () => {
    const speculation = exampleSpeculation('proving')
    await store().insertSpeculation(speculation)
    const commits = [{ candidate: 'a', base: 'b'.repeat(40), commit: 'c'.repeat(40) }]
    const task = { kind: 'prove' as const, commits }
    const attempt = { ...exampleAttempt(speculation, 'proof'), toolchain: 'proof', task }
    await store().insertAttempt(attempt)
    expect(await store().attempts(speculation.id)).toEqual([attempt])
    const cells = [
      {
        state: { kind: 'base' as const },
        tests: { kind: 'candidate' as const, id: 'a' },
        file: 'test/a.js',
        outcome: { kind: 'failed' as const, failure: 'assertion' as const, words: '1 "is" not 2' },
      },
    ]
    const matrix = { candidates: ['a'], cells, left: [] }
    const outcome = { kind: 'proof' as const, matrix, runner: 'node:test', usage: { seconds: 3 } }
    await store().endAttempt(keyOf(attempt), LATER, outcome, undefined)
    expect(await store().attempts(speculation.id)).toMatchObject([{ task, outcome, charged: { seconds: 3 } }])
  })

  it('keeps an attempt at a test that tells two candidates apart, the test, and what each makes of it', async () => {
    const speculation = exampleSpeculation('distinguishing')
    await store().insertSpeculation(speculation)
    const all = ['a', 'b'].map((id) => ({ candidate: id, base: 'b'.repeat(40), commit: id.repeat(40) }))
    const task = { kind: 'distinguish' as const, between: ['a', 'b'] as [string, string], all }
    const attempt = { ...exampleAttempt(speculation, 'distinction'), task }
    await store().insertAttempt(attempt)
    expect(await store().attempts(speculation.id)).toEqual([attempt])
    const outcome = {
      kind: 'distinction' as const,
      files: [{ path: 'test/a.js', text: 'test("it", () => {})' }],
      ignored: [{ path: 'src/a.js', reason: 'is not a new file' }],
      cells: [{ state: { kind: 'base' as const }, file: 'test/a.js', outcome: { kind: 'passed' as const } }],
      runner: 'node:test',
      usage: { seconds: 3 },
    }
    await store().endAttempt(keyOf(attempt), LATER, outcome, undefined)
    expect(await store().attempts(speculation.id)).toMatchObject([{ task, outcome }])
  })

  it('lets an attempt that was interrupted begin again', async () => {
    const key = keyOf(await inserted(store(), 'again'))
    expect(await store().beginAttempt(key, AT)).toBe(true)
    expect(await store().beginAttempt(key, LATER)).toBe(true)
    expect((await store().attempts(key.speculation))[0]).toMatchObject({
      status: 'running',
      startedAt: LATER,
    })
  })

  it('ends an attempt that never began, without a bundle', async () => {
    const key = keyOf(await inserted(store(), 'cancelled'))
    const outcome = { kind: 'failure', failure: 'cancelled', detail: '', usage: { seconds: 0 } } as const
    await store().endAttempt(key, AT, outcome, undefined)
    expect(await store().beginAttempt(key, LATER)).toBe(false)
    expect(await store().bundle(key)).toBeUndefined()
  })

  it('keeps one attempt per candidate and number, in the order of writing', async () => {
    const attempt = await inserted(store(), 'order')
    const speculation = exampleSpeculation('order')
    const others = [
      exampleAttempt(speculation, 'a-first-by-name'),
      exampleAttempt(speculation, 'minimal-change', 2),
    ]
    for (const each of [...others, attempt]) await store().insertAttempt({ ...each, queuedAt: AT })
    expect(await store().attempts(speculation.id)).toEqual([attempt, ...others])
  })

  it('refuses an attempt of a speculation it does not know', async () => {
    await expect(store().insertAttempt(exampleAttempt(exampleSpeculation('unknown')))).rejects.toThrow()
  })

  it('cuts a line of progress that is too long', async () => {
    const key = keyOf(await inserted(store(), 'long'))
    await store().heartbeat(key, AT, 'x'.repeat(5_000))
    expect((await store().attempts(key.speculation))[0]?.progress).toBe('x'.repeat(300))
  })

  it('keeps a bundle of several megabytes byte by byte', async () => {
    const key = keyOf(await inserted(store(), 'large'))
    const bundle = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 31) % 256)
    await store().endAttempt(key, AT, examplePatch(), bundle)
    expect(Buffer.compare(Buffer.from((await store().bundle(key)) ?? []), Buffer.from(bundle))).toBe(0)
  })

  it('keeps bundles until the run is archived', async () => {
    const key = keyOf(await inserted(store(), 'bundles'))
    await store().endAttempt(key, AT, examplePatch(), new Uint8Array([1]))
    await store().settle(key.speculation, LATER)
    expect(await store().bundle(key)).toEqual(new Uint8Array([1]))
    await store().archive(key.speculation, LATER)
    expect(await store().bundle(key)).toBeUndefined()
    expect((await store().attempts(key.speculation))[0]?.outcome).toEqual(examplePatch())
  })

  it('keeps which pull request an attempt reads', async () => {
    const speculation = exampleSpeculation('entered')
    await store().insertSpeculation(speculation)
    const task = { kind: 'read' as const, pullRequest: 7, commit: 'c'.repeat(40), tip: 'd'.repeat(40) }
    const key = { speculation: speculation.id, candidate: 'pr-7', number: 1 }
    const attempt = { ...key, toolchain: 'pull-request', task, status: 'queued' as const, queuedAt: AT }
    await store().insertAttempt(attempt)
    expect(await store().attempts(speculation.id)).toMatchObject([attempt])
  })
}
