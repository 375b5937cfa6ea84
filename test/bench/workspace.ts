import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { createWorkspace } from '../../src/adapters/git/workspace.ts'
import { createSampleRepository, plainGit, temporaryDirectory } from '../adapters/git/sample-repository.ts'

/**
 * What isolation costs: three candidates prepared, next to what people do by hand, on the same repository in the same run.
 * `node test/bench/workspace.ts [files] [rounds]`; times are medians in milliseconds, ratios are to `git worktree add`.
 */
const files = Number(process.argv[2] ?? 5_000)
const rounds = Number(process.argv[3] ?? 5)

const directory = await temporaryDirectory()
try {
  const sample = await createSampleRepository(
    directory,
    Object.fromEntries(Array.from({ length: files }, (_, index) => [pathOf(index), textOf(index)])),
  )
  const workspace = createWorkspace({ dataDir: join(directory, 'data') })
  const repository = { owner: 'acme', repo: 'payments' }
  const remote = { url: sample.url, authorization: undefined }
  const prepare = (name: string) => workspace.prepare({ repository, remote, base: sample.base, name })
  const timeOfFirst = await timed(() => prepare('first'))

  const candidates = ['a', 'b', 'c']
  const place = (kind: string, name: string) => join(directory, kind, name)
  const ways: Record<string, { run(name: string): Promise<unknown>; undo(name: string): Promise<unknown> }> =
    {
      'git worktree add': {
        run: (name) => plainGit(sample.path, 'worktree', 'add', '--quiet', '--detach', place('linked', name)),
        undo: (name) => plainGit(sample.path, 'worktree', 'remove', '--force', place('linked', name)),
      },
      'git clone --local': {
        run: (name) => plainGit(directory, 'clone', '--quiet', '--local', sample.path, place('cloned', name)),
        undo: (name) => rm(place('cloned', name), { recursive: true }),
      },
      'workspace.prepare': { run: prepare, undo: (name) => workspace.dispose(name) },
    }
  const times = new Map(Object.keys(ways).map((way): [string, number[]] => [way, []]))
  for (let round = 0; round < rounds; round++) {
    const order = Object.entries(ways)
    // Each way suffers from what the one before left the disk to do: take turns.
    const turns = [...order.slice(round % order.length), ...order.slice(0, round % order.length)]
    for (const [way, { run, undo }] of turns) {
      times.get(way)?.push(await timed(() => oneByOne(candidates, run)))
      for (const name of candidates) await undo(name)
    }
  }
  const timeOfLinked = median(times.get('git worktree add') ?? [])
  console.log(`${files} files, three candidates one by one, ${rounds} rounds`)
  for (const [way, taken] of times) {
    const ms = median(taken)
    console.log(`${way.padEnd(20)} ${ms.toFixed(0).padStart(6)} ms  ${(ms / timeOfLinked).toFixed(2)}x`)
  }
  const timeAtOnce = await timed(() => Promise.all(candidates.map(prepare)))
  console.log(`${'… all at once'.padEnd(20)} ${timeAtOnce.toFixed(0).padStart(6)} ms`)
  console.log(`${'first, with fetch'.padEnd(20)} ${timeOfFirst.toFixed(0).padStart(6)} ms (one candidate)`)

  const workTree = await prepare('collected')
  await appendFile(join(workTree.path, pathOf(1)), 'changed\n')
  const timeOfCollect = await timed(() =>
    workspace.collect({
      workTree,
      base: sample.base,
      message: 'bench',
      author: { name: 'A', email: 'a@example.org' },
      maxFileBytes: 1_000_000,
      date: '2026-01-01T00:00:00Z',
    }),
  )
  console.log(
    `${'workspace.collect'.padEnd(20)} ${timeOfCollect.toFixed(0).padStart(6)} ms (one changed file)`,
  )
} finally {
  await rm(directory, { recursive: true, force: true })
}

function pathOf(index: number): string {
  return `packages/p${index % 40}/src/d${index % 7}/file-${index}.ts`
}

function textOf(index: number): string {
  return Array.from({ length: 40 }, (_, line) => `export const value${line} = ${index * line}\n`).join('')
}

/** `git worktree add` does not bear company: two at once in one repository may fail. */
async function oneByOne(names: readonly string[], run: (name: string) => Promise<unknown>): Promise<void> {
  for (const name of names) await run(name)
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const started = performance.now()
  await work()
  return performance.now() - started
}

function median(values: readonly number[]): number {
  return values.toSorted((left, right) => left - right)[Math.floor(values.length / 2)] ?? Number.NaN
}
