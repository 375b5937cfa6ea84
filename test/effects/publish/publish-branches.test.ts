import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import { holdsPatch, type Patch } from '../../../src/domain/candidate/patch.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import {
  type BranchPublisher,
  BranchTaken,
  publishBranches,
} from '../../../src/effects/publish/publish-branches.ts'
import type { Workspace } from '../../../src/ports/workspace.ts'
import { anAttempt } from '../../builders/candidate/attempt.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { temporaryFolder } from '../../temporary-folder.ts'

const IDS = ['one', 'two', 'three']

let stage: EmbeddedStage
let dataDir: string
let workspace: Workspace
let base: string
let written: ReadonlyMap<string, { patch: Patch; bundle: Uint8Array }>
let speculation: Speculation
let logged: string[]

beforeAll(async () => {
  stage = await startEmbeddedStage()
  dataDir = await temporaryFolder()
  workspace = createWorkspace({ dataDir })
  base = await stage.commitToMain('src/pay.js', 'pay\n')
  written = new Map(await Promise.all(IDS.map(async (id) => [id, await write(id)] as const)))
})
afterAll(async () => {
  await stage.close()
})

/** Each case publishes the same patches for an issue of its own. */
beforeEach(async () => {
  const number = await stage.openIssue({ title: 'x', body: 'x' })
  const issue = { ...stage.repository, number }
  speculation = aSpeculation({ issue, base: { branch: 'main', commit: base } }, IDS)
  logged = []
})
afterEach(() => stage.github.faults.clear())

describe('publishing', () => {
  it('makes a signed commit of each tree on the base, and all branches with one mutation', async () => {
    const before = stage.sent.length
    await publish()
    const sent = stage.sent
      .slice(before)
      .map(({ method, path }) => `${method} ${path.split('/').slice(-2).join('/')}`)
    // GitHub knows each tree by its push.
    expect(sent.filter((one) => one.endsWith('git/trees'))).toEqual([])
    expect(sent.filter((one) => one.endsWith('git/commits'))).toHaveLength(3)
    // The look before it, and the mutation.
    expect(sent.filter((one) => one.endsWith('graphql'))).toHaveLength(2)
    await expectPublished(IDS)
    const { signedCommits = [] } = repository()
    for (const { branchHead } of await candidates()) expect(signedCommits).toContain(branchHead)
    expect(logged).toEqual([])
    const message = await server(
      'log',
      '-1',
      '--format=%an, %cn%n%B',
      String((await candidates())[0]?.branchHead),
    )
    expect(message).toBe(
      'speculate[bot], GitHub\nCandidate one\n\nCo-authored-by: codex <codex@toolchains.invalid>\n',
    )
  })

  it('changes nothing when it is done again', async () => {
    await publish()
    const heads = (await candidates()).map(({ branchHead }) => branchHead)
    await publish()
    expect((await candidates()).map(({ branchHead }) => branchHead)).toEqual(heads)
  })

  const places = [
    ['the push of the objects', { route: 'git receive-pack' }],
    ['a tree', { method: 'POST', route: /\/git\/trees$/ }],
    ['a commit', { method: 'POST', route: /\/git\/commits$/ }],
    ['the branches', { operation: 'UpdateRefs' }],
  ] as const
  const failures = [
    ['fails before its effect', { kind: 'error-before', status: 500 }],
    ['loses its answer', { kind: 'disconnect', when: 'after' }],
  ] as const
  it.each(places.flatMap(([place, on]) => failures.map(([way, fault]) => [place, way, on, fault] as const)))(
    'goes on from there when %s %s',
    async (_place, _way, on, fault) => {
      stage.github.faults.add({ on, fault })
      for (let tries = 0; tries < 3; tries += 1) {
        const failed = await publish().then(
          () => false,
          () => true,
        )
        if (!failed) break
      }
      await expectPublished(IDS)
    },
  )

  it('ends in one branch each when two workers publish the same candidates at once', async () => {
    await Promise.all([publish(), publish()])
    await expectPublished(IDS)
  })

  it("leaves somebody else's branch of a candidate's name alone, and publishes the others", async () => {
    const head = await stage.push(branchOf('two'), 'theirs.txt', 'theirs\n')
    await expect(publish()).rejects.toThrow(BranchTaken)
    expect((await candidates())[1]?.branchHead).toBe(head)
    await expectPublished(['one', 'three'])
  })

  it('publishes the others when the forge refuses one', async () => {
    const refused = { ...stepOf('two'), commit: 'd'.repeat(40) }
    await expect(publish([stepOf('one'), refused, stepOf('three')])).rejects.toThrow()
    await expectPublished(['one', 'three'])
    expect((await candidates())[1]?.branchHead).toBeUndefined()
  })

  it('publishes the commit itself of a patch from before trees were written down', async () => {
    await publish([{ ...stepOf('one'), tree: undefined }])
    expect((await candidates())[0]?.branchHead).toBe(written.get('one')?.patch.commit)
  })

  it('brings nothing to the server but what is published', async () => {
    const guarded = await write('a guarded patch')
    await publish()
    const { exitCode } = await execa('git', ['cat-file', '-e', guarded.patch.commit], {
      cwd: directory(),
      reject: false,
    })
    expect(exitCode).not.toBe(0)
    expect(await server('cat-file', '-e', String(written.get('one')?.patch.commit))).toBe('')
  })
})

async function write(id: string) {
  const remote = await stage.forge.gitRemote(stage.repository)
  const name = id.replaceAll(' ', '-')
  const workTree = await workspace.prepare({ repository: stage.repository, remote, base, name })
  await writeFile(join(workTree.path, 'src/pay.js'), `pay ${id}\n`)
  await writeFile(join(workTree.path, 'tool.sh'), '#!/bin/sh\n', { mode: 0o755 })
  await writeFile(join(workTree.path, 'big.bin'), Buffer.alloc(2_000_000, id))
  const author = { name: 'Speculate', email: 'speculate@example.org' }
  const date = '2026-02-03T04:05:06.000Z'
  const collected = await workspace.collect({
    workTree,
    base,
    message: id,
    author,
    maxFileBytes: 3_000_000,
    date,
  })
  if (collected.kind !== 'patch') throw new Error(collected.detail)
  return { patch: collected.patch, bundle: collected.bundle }
}

function branchOf(candidate: string): string {
  return candidateBranch(speculation.issue, speculation.run, candidate)
}

function stepOf(candidate: string) {
  const { commit = '', tree } = written.get(candidate)?.patch ?? {}
  const message = `Candidate ${candidate}\n\nCo-authored-by: codex <codex@toolchains.invalid>\n`
  return { candidate, branch: branchOf(candidate), commit, tree, message }
}

function publish(branches: readonly ReturnType<typeof stepOf>[] = IDS.map(stepOf)): Promise<void> {
  const context: BranchPublisher = {
    forge: stage.forge,
    workspace,
    log: (line) => logged.push(line),
    store: {
      attempts: async () => IDS.map((id) => anAttempt(id)),
      bundle: async ({ candidate }) => written.get(candidate)?.bundle,
    },
  }
  return facts().then(({ repository: { nodeId } }) =>
    publishBranches({ do: 'publish-branches', repositoryId: nodeId, branches }, speculation, context),
  )
}

async function facts() {
  const query = IDS.map((candidate) => ({ candidate, branch: branchOf(candidate) }))
  const found = await stage.forge.facts({ issue: speculation.issue, candidates: query })
  if (!found) throw new Error('the issue is gone')
  return found
}

async function candidates() {
  return (await facts()).candidates
}

/** Recognised from the facts alone, byte for byte, and nothing is left where the objects waited. */
async function expectPublished(ids: readonly string[]): Promise<void> {
  for (const { candidate, branchHead, branchCommit } of await candidates()) {
    if (!ids.includes(candidate)) continue
    const patch = written.get(candidate)?.patch
    expect(patch && holdsPatch(patch, branchHead ?? '', [branchCommit]), candidate).toBe(true)
    expect(await server('rev-parse', `${branchHead}^{tree}`)).toBe(`${patch?.tree}\n`)
  }
  expect(await server('for-each-ref', 'refs/speculate')).toBe('')
}

function repository() {
  const [found] = stage.github.state.repositories
  if (!found) throw new Error('no repository')
  return found
}

function directory(): string {
  return stage.github.context.git(repository()).directory
}

async function server(...args: string[]): Promise<string> {
  const { stdout } = await execa('git', args, { cwd: directory(), stripFinalNewline: false })
  return stdout.replace(/\n\n$/, '\n')
}
