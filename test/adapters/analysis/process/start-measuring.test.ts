import { expect, it, onTestFinished } from 'vitest'
import { createAnalysis } from '../../../../src/adapters/analysis/analysis.ts'
import { type Measuring, startMeasuring } from '../../../../src/adapters/analysis/process/start-measuring.ts'
import type { PatchContents } from '../../../../src/ports/analysis.ts'
import { childProcesses } from './child-processes.ts'

const PATH = 'src/add.js'
const BEFORE = 'export function add(a, b) {\n  return a - b\n}\n'
const AFTER = 'export function add(a, b) {\n  return a + b\n}\n'
const DIFF = `diff --git a/${PATH} b/${PATH}\n--- a/${PATH}\n+++ b/${PATH}\n@@ -1,3 +1,3 @@\n export function add(a, b) {\n-  return a - b\n+  return a + b\n }\n`
const SECRET = 'a-secret-of-the-operator'

const file = (path: string, bytes: number) => ({
  path,
  status: 'modified' as const,
  mode: '100644',
  insertions: 1,
  deletions: 1,
  binary: false,
  bytes,
})
const patchOf = (...paths: string[]) => ({
  base: 'b'.repeat(40),
  commit: 'c'.repeat(40),
  tree: 't'.repeat(40),
  files: paths.map((path) => file(path, 100)),
  insertions: paths.length,
  deletions: paths.length,
})
const contents: PatchContents = {
  before: async () => Buffer.from(BEFORE),
  after: async () => Buffer.from(AFTER),
  diff: async () => Buffer.from(DIFF),
}

/** A patch whose diff never comes; `asked` once somebody waits for it. */
function withoutEnd() {
  const { promise: asked, resolve } = Promise.withResolvers<void>()
  const diff = () => {
    resolve()
    return new Promise<never>(() => {})
  }
  return { contents: { ...contents, diff } satisfies PatchContents, asked }
}

function measuring(options: Partial<Parameters<typeof startMeasuring>[0]> = {}): Measuring {
  const started = startMeasuring({ isHeldIn: (text) => text.includes(SECRET), ...options })
  onTestFinished(() => started.close())
  return started
}

it('S4: a patch is measured in another process as it is here, and the process takes the next one', async () => {
  const here = await createAnalysis().measure(patchOf(PATH), contents)
  const others = childProcesses()
  const elsewhere = measuring({ atOnce: 1 })
  expect(await elsewhere.measure(patchOf(PATH), contents)).toEqual(here)
  const running = childProcesses().filter((pid) => !others.includes(pid))
  expect(running).toHaveLength(1)
  expect(await elsewhere.measure(patchOf(PATH), contents)).toEqual(here)
  expect(childProcesses().filter((pid) => !others.includes(pid))).toEqual(running)
  await elsewhere.close()
  expect(childProcesses().filter((pid) => running.includes(pid))).toEqual([])
})

it('S1: a secret of the operator in a patch is found, though the process is never told it', async () => {
  const diff = DIFF.replace('return a + b', `return "${SECRET}"`)
  const { findings } = await measuring().measure(patchOf(PATH), {
    ...contents,
    diff: async () => Buffer.from(diff),
  })
  expect(findings).toMatchObject([{ rule: 'secret/of-the-operator', path: PATH }])
})

it('S4: what takes too long is ended with all that it has started, and the next patch is measured', async () => {
  const elsewhere = measuring({ atOnce: 1, maxMs: 0 })
  const never: PatchContents = { ...contents, diff: () => new Promise(() => {}) }
  await expect(elsewhere.measure(patchOf(PATH), never)).rejects.toThrow('it took longer than 0 seconds')
  const { files } = await measuring().measure(patchOf(PATH), contents)
  expect(files).toMatchObject([{ path: PATH }])
})

it('what is being measured ends with the server, and leaves no process', async () => {
  const others = childProcesses()
  const elsewhere = measuring({ atOnce: 1 })
  const never = withoutEnd()
  const ended = expect(elsewhere.measure(patchOf(PATH), never.contents)).rejects.toThrow('has ended')
  await never.asked
  await elsewhere.close()
  await ended
  expect(childProcesses().filter((pid) => !others.includes(pid))).toEqual([])
})

it('S4: a repository with twenty patches that never end keeps no patch of another one waiting', async () => {
  const elsewhere = measuring({ atOnce: 2 })
  const never = withoutEnd()
  const hostile = Array.from({ length: 20 }, () =>
    elsewhere.measure(patchOf(PATH), never.contents, { repository: 'evil/repo' }).catch(() => 'ended'),
  )
  await never.asked
  const { files } = await elsewhere.measure(patchOf(PATH), contents, { repository: 'good/repo' })
  expect(files).toHaveLength(1)
  await elsewhere.close()
  expect(new Set(await Promise.all(hostile))).toEqual(new Set(['ended']))
})

it('what cannot be read is told as it was', async () => {
  const broken: PatchContents = {
    ...contents,
    diff: async () => {
      throw new Error('the objects are gone')
    },
  }
  const elsewhere = measuring({ atOnce: 1 })
  await expect(elsewhere.measure(patchOf(PATH), broken)).rejects.toThrow('the objects are gone')
  expect((await elsewhere.measure(patchOf(PATH), contents)).files).toHaveLength(1)
})
