import { join } from 'node:path'
import { execa } from 'execa'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWorkspace } from '../../../src/adapters/git/create-workspace.ts'
import { candidateBranch } from '../../../src/domain/candidate/candidate.ts'
import type { BroughtTest } from '../../../src/domain/proof/proof.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import type { Step } from '../../../src/domain/run/step.ts'
import { Settings } from '../../../src/domain/settings.ts'
import { perform } from '../../../src/effects/perform.ts'
import { renderTerminalTable } from '../../../src/messages/terminal/terminal-table.ts'
import { renderWhy } from '../../../src/messages/terminal/why/render-why.ts'
import { archiveNow } from '../../../src/stages/apply/apply.ts'
import { graftSteps } from '../../../src/stages/apply/graft-steps.ts'
import { policyNotes } from '../../../src/stages/policies/policy-text.ts'
import { aRow } from '../../builders/judgement/row.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'
import { createMemoryQueue } from '../../fakes/memory-queue.ts'
import { createMemoryStore } from '../../fakes/memory-store.ts'
import { golden } from '../../golden.ts'
import { temporaryFolder } from '../../temporary-folder.ts'
import {
  fails,
  MINIMAL,
  matrixOf,
  needs,
  PATTERN,
  PROOF_SETTINGS,
  proved,
  REFACTOR,
} from '../worlds/a-proof.ts'
import { aWorld, write } from '../worlds/a-world.ts'

describe('tests that the winner lacks', () => {
  it('E3: are offered on its pull request, and nothing is pushed onto it', async () => {
    const { world, decision, scoreboard } = await proved((one) =>
      matrixOf(one, { [MINIMAL]: {}, [PATTERN]: {}, [REFACTOR]: { [MINIMAL]: needs, base: needs } }),
    )
    expect(decision).toMatchObject({ kind: 'promote', candidate: MINIMAL })
    const [pull] = world.pulls()
    const said = pull?.comments.filter(({ body }) => body.startsWith('<!-- speculate:grafts')) ?? []
    expect(said).toHaveLength(1)
    await expect(said[0]?.body).toMatchFileSnapshot(golden())
    expect(world.headOf(MINIMAL)).toBe(scoreboard?.rows[0]?.head)
    const terminal =
      scoreboard && renderTerminalTable(scoreboard, { color: false, width: 200, notes: policyNotes })
    expect(terminal?.match(/^tests of others that the winner lacks.*$/m)?.[0]).toBe(
      'tests of others that the winner lacks: 1 of refactor-heavy, 1 of pattern-extraction; the winner passes 1; pull request 2 says how to add them',
    )
    const { entries } = await world.store.auditLog((await world.speculation())?.id ?? '')
    expect(renderWhy(entries, undefined, 200)).toContain(
      'tests that the winner lacks can be taken from speculate/1.1/graft-pattern-extraction',
    )
    const before = world.changes.length
    await world.wake()
    expect(world.changes.slice(before)).toEqual([])
  })

  it('are deleted with the branches of the losers, unless somebody went on with one', async () => {
    const { world } = await proved((one) => matrixOf(one, { [PATTERN]: {}, [REFACTOR]: {} }))
    const branch = (id: string) => `speculate/1.1/graft-${id}`
    expect([...world.state.heads.keys()].filter((name) => name.includes('/graft-'))).toHaveLength(2)
    await world.push(branch(REFACTOR), 'test/more.js', '1')
    world.passTime(15 * 86_400_000)
    await world.wake()
    expect([...world.state.heads.keys()].filter((name) => name.includes('/graft-'))).toEqual([
      branch(REFACTOR),
    ])
    expect((await world.speculation())?.archivedAt).toBeDefined()
  })

  it.each(['createCommit', 'createBranches', 'branchHead', 'ensureComment'] as const)(
    'are offered once when %s fails before or after its effect',
    async (method) => {
      for (const when of ['before', 'after'] as const) {
        const world = await aWorld({ settings: PROOF_SETTINGS() })
        await world.label(world.number, 'speculate')
        await write(world)
        await world.checksAnswer()
        await world.wake()
        await world.agentsAnswer({ proof: (one) => matrixOf(one, { [MINIMAL]: {}, [PATTERN]: {} }) })
        world.failNext(method, when)
        for (let round = 0; round < 3; round += 1) await world.wake().catch(() => {})
        const { grafts, settledAt } = (await world.speculation()) ?? {}
        expect(settledAt).toBeDefined()
        const [graft] = grafts?.all ?? []
        const head = world.state.heads.get('speculate/1.1/graft-pattern-extraction')
        expect(graft?.result).toMatchObject({ kind: 'published', commit: head })
        const comments = world.pulls().flatMap((pull) => pull.comments)
        expect(comments.filter(({ body }) => body.includes('speculate:grafts'))).toHaveLength(1)
      }
    },
  )

  it('are not offered where nobody wins, nor where the winner brings them all', async () => {
    for (const brought of [
      { [MINIMAL]: { [PATTERN]: fails }, [PATTERN]: { [MINIMAL]: fails } },
      { [MINIMAL]: {} },
    ]) {
      const { world } = await proved((one) => matrixOf(one, brought), { red: [REFACTOR] })
      expect((await world.speculation())?.grafts).toBeUndefined()
      expect(
        world
          .pulls()
          .flatMap(({ comments }) => comments)
          .map(({ body }) => body),
      ).not.toContainEqual(expect.stringContaining('Tests that this pull request lacks'))
    }
  })
})

const add = (operator: string) => `export function add(a, b) {\n  return a ${operator} b\n}\n`
const testsOf = (...cases: readonly string[]) =>
  [
    "import assert from 'node:assert/strict'",
    "import test from 'node:test'",
    "import { add } from '../src/add.js'",
    ...cases.map((text) => `\ntest('${text}', () => assert.equal(${text}))`),
    '',
  ].join('\n')

describe('tests that the winner lacks, on a real repository', () => {
  let stage: EmbeddedStage
  let dataDir: string
  beforeAll(async () => {
    stage = await startEmbeddedStage()
    dataDir = await temporaryFolder()
  })
  afterAll(async () => {
    await stage.close()
  })

  it('are one command away: both cases stand in the file, and only tests have come', async () => {
    const { repository, forge } = stage
    await stage.commitToMain('src/add.js', add('-'))
    const base = await stage.commitToMain('test/add.test.js', testsOf('add(2, 0), 2'))
    const issue = { ...repository, number: await stage.openIssue({ title: 'x', body: 'x' }) }
    const branchOf = (id: string) => candidateBranch(issue, 1, id)
    const heads = new Map<string, string>()
    for (const [id, own] of [
      ['one', 'add(2, 3), 5'],
      ['two', 'add(-1, 1), 0'],
      ['three', 'add(1, 1), 2'],
    ] as const) {
      await stage.push(branchOf(id), 'src/add.js', add('+'))
      heads.set(id, await stage.push(branchOf(id), 'test/add.test.js', testsOf('add(2, 0), 2', own)))
      if (id === 'two') heads.set(id, await stage.push(branchOf(id), 'test/fixtures/sums.json', '[0]\n'))
      // What changes a line of the file that the winner changes too cannot come by itself.
      if (id === 'three') {
        const text = testsOf('add(9, 0), 9', own)
        heads.set(id, await stage.push(branchOf(id), 'test/add.test.js', text))
      }
      await forge.ensureDraft(repository, {
        repositoryId: stage.repositoryId,
        branch: branchOf(id),
        base: 'main',
        title: id,
        body: 'x',
      })
    }
    await stage.push(branchOf('one'), 'test/add.test.js', testsOf('add(8, 0), 8', 'add(2, 3), 5'))
    const brought = (author: string, name: string): BroughtTest => ({
      test: { author, file: 'test/add.test.js', name },
      verdict: { kind: 'accepted' },
      passes: ['one', 'two', 'three'],
      fails: [],
      notApplicable: [],
    })
    const query = () =>
      forge.facts({
        issue,
        candidates: ['one', 'two', 'three'].map((id) => ({ candidate: id, branch: branchOf(id) })),
        base,
      })
    const facts = await query()
    if (!facts) throw new Error('no facts')
    const headOf = (id: string) =>
      facts.candidates.find(({ candidate }) => candidate === id)?.branchHead ?? ''
    const rows = ['one', 'two', 'three'].map((id, at) =>
      aRow(id, {
        head: headOf(id),
        toolchain: `tool-${id}`,
        pullRequest: issue.number + 1 + at,
        result: at === 0 ? 'promote' : 'reject',
      }),
    )
    const proof = {
      kind: 'checked' as const,
      runner: 'node:test',
      candidates: ['one', 'two', 'three'],
      left: [],
      verdict: {
        tests: [brought('one', '5'), brought('two', '0'), brought('three', '2')],
        standings: [],
        questions: [],
        baseTestsLeftOut: [],
      },
    }
    const scoreboard = { policy: 'vote' as const, fingerprint: '', rulesVersion: 2, rows, proof }
    const decision = { kind: 'promote' as const, candidate: 'one', reason: '' }
    const verdict = { decision, scoreboard, decidedAt: '2026-05-05T12:00:00.000Z' }
    const settings = Settings.parse({})
    const started: Speculation = {
      ...aSpeculation({ issue, settings, base: { branch: 'main', commit: base } }, ['one', 'two', 'three']),
      verdict,
    }
    const store = createMemoryStore()
    await store.insertSpeculation(started)
    const context = {
      ...{ forge, store, queue: createMemoryQueue(), clock: { now: () => 0 } },
      workspace: createWorkspace({ dataDir }),
      writeTraces: async () => {},
      log: () => {},
    }
    const look = async () => {
      const speculation = (await store.latestSpeculation(issue)) ?? started
      const now = await query()
      return { speculation, snapshot: aSnapshot({ ...now, speculation }) }
    }
    const act = async (stepsOf: (on: Awaited<ReturnType<typeof look>>) => readonly Step[]) => {
      const on = await look()
      const steps = stepsOf(on)
      await perform({ run: on.speculation, steps }, issue, context)
      return steps.map((step) => step.do)
    }
    const graft = () => act(({ snapshot, speculation }) => graftSteps(snapshot, speculation, verdict))
    expect([await graft(), await graft(), await graft()]).toEqual([
      ['publish-grafts'],
      ['ensure-comment'],
      [],
    ])

    const { speculation, snapshot } = await look()
    expect(speculation.grafts?.all).toEqual([
      {
        candidate: 'two',
        result: {
          kind: 'published',
          branch: branchOf('graft-two'),
          commit: expect.any(String),
          files: ['test/add.test.js', 'test/fixtures/sums.json'],
        },
      },
      {
        candidate: 'three',
        result: { kind: 'none', reason: 'the winner changes the same lines of `test/add.test.js`' },
      },
    ])
    expect(snapshot.candidates[0]?.branchHead).toBe(headOf('one'))
    const comment = snapshot.candidates[0]?.pullRequest?.ownComments[0]?.body ?? ''
    await expect(comment.replaceAll(headOf('one').slice(0, 12), 'abcdefabcdef')).toMatchFileSnapshot(golden())

    const clone = join(dataDir, 'clone')
    const { url } = await forge.gitRemote(repository)
    const token = (await forge.gitRemote(repository)).authorization
    const header = token === undefined ? [] : ['-c', `http.extraHeader=Authorization: ${token}`]
    const git = (...args: readonly string[]) =>
      execa('git', [...header, '-c', 'user.name=m', '-c', 'user.email=m@localhost', ...args], {
        cwd: dataDir,
      })
    await git('clone', '--quiet', '--branch', branchOf('one'), url, clone)
    const command = /git fetch origin (\S+) && git cherry-pick FETCH_HEAD/.exec(comment)?.[1] ?? ''
    await git('-C', clone, 'fetch', 'origin', command)
    await git('-C', clone, 'cherry-pick', 'FETCH_HEAD')
    const text = await execa('git', ['-C', clone, 'show', 'HEAD:test/add.test.js'])
    expect(`${text.stdout}\n`).toBe(testsOf('add(8, 0), 8', 'add(2, 3), 5', 'add(-1, 1), 0'))
    const changed = await execa('git', ['-C', clone, 'show', '--format=%B', '--name-only', 'HEAD'])
    expect(changed.stdout).toBe(
      `Add the tests of two\n\nCandidate two for #${issue.number}.\nSpeculation ${issue.number}.1, toolchain tool-two.\n\nCo-authored-by: tool-two <tool-two@toolchains.invalid>\n\n\ntest/add.test.js\ntest/fixtures/sums.json`,
    )

    await act((on) => archiveNow(on.snapshot, on.speculation))
    const left = await execa('git', [...header, 'ls-remote', '--heads', url, 'speculate/*'])
    expect(left.stdout).not.toContain('graft-')
  })
})
