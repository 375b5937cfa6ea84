import { mkdir, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { execa } from 'execa'
import { runMatrix } from '../../../src/adapters/proof/run/run-matrix.ts'
import { knownRunner, type TestRunner } from '../../../src/adapters/proof/run/test-runner.ts'
import { treeChanges } from '../../../src/adapters/proof/tests/tree-change.ts'
import { createBubblewrap } from '../../../src/adapters/sandbox/create-bubblewrap.ts'
import type { Matrix } from '../../../src/domain/proof/proof.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

export type Files = Readonly<Record<string, string | null>>

/** The package `adder` with its bug. */
export const ADDER: Files = {
  'package.json': '{ "name": "adder", "type": "module", "scripts": { "test": "node --test" } }\n',
  'src/add.js': 'export function add(a, b) {\n  return a - b\n}\n',
  'test/zero.test.js': testOf('add(2, 0), 2', 'zero changes nothing'),
}

export const RIGHT = 'export function add(a, b) {\n  return a + b\n}\n'
export const WRONG = 'export function add(a, b) {\n  return a - b + 0\n}\n'

export function testOf(assertion: string, name: string): string {
  return [
    "import assert from 'node:assert/strict'",
    "import test from 'node:test'",
    "import { add } from '../src/add.js'",
    '',
    `test('${name}', () => assert.equal(${assertion}))`,
    '',
  ].join('\n')
}

export interface TinyRepository {
  readonly folder: string
  /** A commit of these files on the base; null removes one. Answers its id. */
  commit(files: Files, message?: string): Promise<string>
  /** The same on another commit. */
  commitOn(parent: string, files: Files, message: string): Promise<string>
  /** Of both, with what the first one holds. Answers its id. */
  merge(into: string, other: string): Promise<string>
  readonly base: string
  remove(): Promise<void>
}

export async function tinyRepository(files: Files): Promise<TinyRepository> {
  const folder = await temporaryFolder()
  const git = (...args: string[]) =>
    execa('git', ['-c', 'user.name=t', '-c', 'user.email=t@localhost', ...args], { cwd: folder })
  const write = async (some: Files) => {
    for (const [path, text] of Object.entries(some)) {
      const file = join(folder, path)
      if (text === null) await rm(file)
      else {
        await mkdir(dirname(file), { recursive: true })
        await writeFile(file, text)
      }
    }
  }
  const save = async (message: string) => {
    await git('add', '--all')
    await git('commit', '--quiet', '--message', message)
    return (await git('rev-parse', 'HEAD')).stdout
  }
  await git('init', '--quiet', '--initial-branch', 'main')
  await write(files)
  const base = await save('base')
  const commitOn = async (parent: string, some: Files, message: string) => {
    await git('checkout', '--quiet', '--detach', parent)
    await write(some)
    return save(message)
  }
  return {
    folder,
    base,
    commit: (some, message = 'change') => commitOn(base, some, message),
    commitOn,
    async merge(into, other) {
      await git('checkout', '--quiet', '--detach', into)
      await git('merge', '--quiet', '--strategy', 'ours', '--message', 'merge', other)
      return (await git('rev-parse', 'HEAD')).stdout
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}

/** The matrix of these candidates, from real runs in real cells. */
export async function matrixOf(
  repository: TinyRepository,
  candidates: Readonly<Record<string, Files>>,
  {
    seconds = 60,
    signal = new AbortController().signal,
    runner = knownRunner('node --test'),
  }: {
    readonly seconds?: number
    readonly signal?: AbortSignal
    readonly runner?: TestRunner | undefined
  } = {},
): Promise<Matrix> {
  const gitDir = join(repository.folder, '.git')
  if (!runner) throw new Error('node --test is known')
  const changed = []
  for (const [id, files] of Object.entries(candidates))
    changed.push({ id, changes: await treeChanges(gitDir, repository.base, await repository.commit(files)) })
  const scratch = await temporaryFolder()
  const limits = { memory_mb: 1_024, processes: 128, disk_mb: 64 }
  const place = { sandbox: createBubblewrap(), limits, seconds, dependencies: () => undefined }
  try {
    return await runMatrix(
      {
        objects: join(gitDir, 'objects'),
        base: repository.base,
        candidates: changed,
        runner,
        place,
        scratch,
        width: 2,
      },
      signal,
    )
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** One line a cell: `right's sum.test.js on base: failed (assertion)`. */
export function linesOf({ cells }: Matrix): string[] {
  return cells.map(({ state, tests, file, outcome }) => {
    const on = state.kind === 'base' ? 'base' : state.id
    const whose = tests.kind === 'base' ? 'base' : tests.id
    const what = outcome.kind === 'failed' ? `failed (${outcome.failure})` : outcome.kind
    return `${whose}: ${file ?? 'all'} on ${on}: ${what}`
  })
}
