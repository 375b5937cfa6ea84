import { randomBytes } from 'node:crypto'
import { appendFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { execa } from 'execa'
import { createWorkspace } from '../../src/adapters/git/create-workspace.ts'
import { createSampleRepository, plainGit, run as tool } from '../adapters/git/sample-repository.ts'
import { temporaryFolder } from '../temporary-folder.ts'

/**
 * What isolation costs: three candidates ready to edit, next to what people do by hand, on the same repository in the same run.
 * `node test/bench/workspace.ts [files] [MB of history] [rounds]`; times are medians in milliseconds, disk is what three candidates
 * add to what is there already, and ratios are to `git worktree add`.
 */
const files = Number(process.argv[2] ?? 10_000)
const historyMb = Number(process.argv[3] ?? 1_000)
const rounds = Number(process.argv[4] ?? 5)

const MB = 1_000_000
const directory = await temporaryFolder()
try {
  const created = await createSampleRepository(
    directory,
    Object.fromEntries(Array.from({ length: files }, (_, index) => [pathOf(index), textOf(index)])),
  )
  const sample = { ...created, base: await withHistory(created.path) }
  const workspace = createWorkspace({ dataDir: join(directory, 'data') })
  const repository = { owner: 'acme', repo: 'payments' }
  const remote = { url: sample.url, authorization: undefined }
  const prepare = (name: string) => workspace.prepare({ repository, remote, base: sample.base, name })
  const timeOfFirst = await timed(() => prepare('first'))

  const candidates = ['a', 'b', 'c']
  const place = (kind: string, name: string) => join(directory, kind, name)
  const cloning = (how: string): Way => ({
    run: (name) => plainGit(directory, 'clone', '--quiet', how, sample.path, place(how, name)),
    undo: (name) => rm(place(how, name), { recursive: true }),
  })
  const ways: Record<string, Way> = {
    'git worktree add': {
      run: (name) => plainGit(sample.path, 'worktree', 'add', '--quiet', '--detach', place('linked', name)),
      undo: (name) => plainGit(sample.path, 'worktree', 'remove', '--force', place('linked', name)),
    },
    'git clone (links)': cloning('--local'),
    'git clone (copies)': cloning('--no-hardlinks'),
    'workspace.prepare': { run: prepare, undo: (name) => workspace.dispose(name) },
  }
  const disk = new Map<string, number>()
  const times = new Map(Object.keys(ways).map((way): [string, number[]] => [way, []]))
  for (let round = 0; round < rounds; round++) {
    const order = Object.entries(ways)
    // Each way suffers from what the one before left the disk to do: take turns.
    const turns = [...order.slice(round % order.length), ...order.slice(0, round % order.length)]
    for (const [way, { run, undo }] of turns) {
      const before = round === 0 ? await diskUse() : 0
      times.get(way)?.push(await timed(() => oneByOne(candidates, run)))
      if (round === 0) disk.set(way, (await diskUse()) - before)
      for (const name of candidates) await undo(name)
    }
  }
  const timeOfLinked = median(times.get('git worktree add') ?? [])
  const diskOfLinked = disk.get('git worktree add') ?? Number.NaN
  console.log(`${files} files, ${historyMb} MB of history, three candidates one by one, ${rounds} rounds`)
  for (const [way, taken] of times) {
    const [ms, mb] = [median(taken), disk.get(way) ?? Number.NaN]
    const time = `${ms.toFixed(0).padStart(6)} ms ${(ms / timeOfLinked).toFixed(2).padStart(6)}x`
    console.log(
      `${way.padEnd(20)} ${time}  ${mb.toFixed(0).padStart(6)} MB ${(mb / diskOfLinked).toFixed(2).padStart(6)}x`,
    )
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

interface Way {
  run(name: string): Promise<unknown>
  undo(name: string): Promise<unknown>
}

/** Megabytes that nothing can compress, below the commit that candidates start from; they are gone again in it. */
async function withHistory(gitDir: string): Promise<string> {
  const tree = await plainGit(gitDir, 'rev-parse', 'main^{tree}')
  await execa('git', ['fast-import', '--quiet'], { cwd: gitDir, input: Readable.from(importStream()) })
  const base = await plainGit(gitDir, 'commit-tree', tree, '-p', 'refs/heads/history', '-m', 'base')
  await plainGit(gitDir, 'update-ref', 'refs/heads/main', base)
  await plainGit(gitDir, 'update-ref', '-d', 'refs/heads/history')
  return base
}

function* importStream(): Generator<Buffer> {
  for (let mb = 1; mb <= historyMb; mb++) {
    yield Buffer.from(`blob\nmark :${mb}\ndata ${MB}\n`)
    yield randomBytes(MB)
    const committer = `committer A <a@example.org> ${mb} +0000`
    yield Buffer.from(`\ncommit refs/heads/history\n${committer}\ndata 1\nx\nM 100644 :${mb} big.bin\n\n`)
  }
}

/** Of the whole bench, in MB; what is linked is counted once. */
async function diskUse(): Promise<number> {
  const { stdout } = await tool('du', ['-sk', directory])
  return (Number.parseInt(stdout, 10) * 1_024) / MB
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
