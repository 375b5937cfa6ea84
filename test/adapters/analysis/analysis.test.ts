import { appendFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, it } from 'vitest'
import { createAnalysis } from '../../../src/adapters/analysis/analysis.ts'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { Measures } from '../../../src/domain/judgement/measures.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import { createSampleRepository, type SampleRepository, writeFiles } from '../git/sample-repository.ts'

let directory: string
let sample: SampleRepository

beforeAll(async () => {
  directory = await temporaryFolder()
  sample = await createSampleRepository(directory, {
    'src/pay.ts': 'export function pay(sum: number) {\n  return sum > 0 ? sum : 0\n}\n',
    'src/pay.test.ts': 'test("pays", () => expect(pay(1)).toBe(1))\n',
  })
})

it('a patch from a work tree is measured from both of its sides, the product apart from its tests', async () => {
  const workspace = createWorkspace({ dataDir: join(directory, 'data') })
  const workTree = await workspace.prepare({
    repository: { owner: 'acme', repo: 'payments' },
    remote: { url: sample.url, authorization: undefined },
    base: sample.base,
    name: 'one',
  })
  await writeFiles(workTree.path, {
    'src/pay.ts': 'export function pay(sum: number) {\n  if (sum < 0 || !sum) return 0\n  return sum\n}\n',
    'src/fee.py': 'def fee(sum):\n    for part in sum:\n        pass\n',
  })
  await appendFile(
    join(workTree.path, 'src/pay.test.ts'),
    'test("no", () => { if (1) expect(pay(0)).toBe(0) })\n',
  )
  const collected = await workspace.collect({
    workTree,
    base: sample.base,
    message: 'one',
    author: { name: 'A', email: 'a@example.org' },
    maxFileBytes: 1_000_000,
    date: '2026-01-01T00:00:00Z',
  })
  if (collected.kind !== 'patch') throw new Error(collected.detail)
  const measures = await createAnalysis().measure(collected.patch, collected.contents)
  expect(Measures.parse(measures).complexity).toEqual({
    delta: 3,
    functions: [
      { path: 'src/fee.py', name: 'fee', line: 1, before: null, after: 2 },
      { path: 'src/pay.ts', name: 'pay', line: 1, before: 2, after: 3 },
    ],
    unmeasured: [],
  })
})

it('what the settings except of what judges is told apart from what rejects', async () => {
  const workspace = createWorkspace({ dataDir: join(directory, 'data') })
  const workTree = await workspace.prepare({
    repository: { owner: 'acme', repo: 'payments' },
    remote: { url: sample.url, authorization: undefined },
    base: sample.base,
    name: 'excepted',
  })
  await writeFiles(workTree.path, { 'src/pay.test.ts': 'test("pays", () => {})\n', 'src/pay.ts': '\n' })
  const collected = await workspace.collect({
    workTree,
    base: sample.base,
    message: 'excepted',
    author: { name: 'A', email: 'a@example.org' },
    maxFileBytes: 1_000_000,
    date: '2026-01-01T00:00:00Z',
  })
  if (collected.kind !== 'patch') throw new Error(collected.detail)
  const judge = (path: string) => ({
    path,
    check: 'test',
    how: 'reads' as const,
    via: ['ci.yml', 'node x.js'],
  })
  const measures = await createAnalysis().measure(collected.patch, collected.contents, {
    reach: {
      judges: [judge('src/pay.test.ts'), judge('src/pay.ts')],
      unfollowed: [],
      mayChange: ['src/*.test.ts'],
    },
  })
  const { judges, excepted } = Measures.parse(measures)
  expect(judges?.map(({ path }) => path)).toEqual(['src/pay.ts'])
  expect(excepted?.map(({ path }) => path)).toEqual(['src/pay.test.ts'])
})
