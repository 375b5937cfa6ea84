import { describe, expect, it } from 'vitest'
import { competitors, submittedPullRequests } from '../../../src/domain/candidate/competitor.ts'
import type { NamedPullRequest } from '../../../src/domain/forge/forge-facts.ts'
import type { Command } from '../../../src/domain/issue/command.ts'
import type { Role } from '../../../src/domain/issue/issue.ts'
import type { AskedCommand } from '../../../src/domain/run/snapshot.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { answerCommands } from '../../../src/stages/commands/commands.ts'
import { pullRequestNamed } from '../../../src/stages/commands/hear.ts'
import { unanswered } from '../../../src/stages/commands/unanswered.ts'
import { aCommandComment } from '../../builders/issue/command.ts'
import { aVerdict } from '../../builders/judgement/verdict.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'
import { NOW } from '../../builders/story.ts'

const HEAD = 'c'.repeat(40)
const view = (): never => {
  throw new Error('nobody asks where the run stands')
}

function offered(overrides: Partial<NamedPullRequest> = {}): NamedPullRequest {
  const known = { number: 7, author: 'sam', ours: false, state: 'open' as const }
  return { ...known, baseBranch: 'main', head: HEAD, ...overrides }
}

function asked(overrides: Partial<AskedCommand> = {}): AskedCommand {
  return { comment: aCommandComment(), role: 'write', named: offered(), ...overrides }
}

function answers(commands: readonly AskedCommand[], speculation: Speculation = aSpeculation()) {
  return answerCommands(aSnapshot({ commands }), speculation, { view }).map(({ command }) => command)
}

const reasons = (commands: readonly Command[]) =>
  commands.map(({ answer }) => (answer.kind === 'refused' ? answer.reason : answer.kind))

const verdict = aVerdict()

describe('who may enter a pull request', () => {
  it.each<[Role, boolean]>([
    ['none', false],
    ['read', false],
    ['triage', false],
    ['write', true],
    ['maintain', true],
    ['admin', true],
  ])('with the role %s: %s', (role, may) => {
    const [answer] = reasons(answers([asked({ role })]))
    expect(answer === 'entered').toBe(may)
    if (!may) expect(answer).toBe(`it takes write access, and the author's role is \`${role}\``)
  })

  it.each(['Bot', 'Organization', 'Mannequin', 'unknown'] as const)('never who is a %s', (authorType) => {
    const comment = aCommandComment({ authorType })
    expect(reasons(answers([asked({ comment, role: 'admin' })]))).toEqual(['only people enter pull requests'])
  })
})

describe('which pull requests', () => {
  it.each<[string, Partial<NamedPullRequest> | undefined, string]>([
    ['none', undefined, 'this repository has no such pull request'],
    ['of this app', { ours: true }, "#7 is one of this app's own"],
    ['closed', { state: 'closed' }, '#7 is closed'],
    ['merged', { state: 'merged' }, '#7 is merged'],
    ['for another branch', { baseBranch: 'next' }, '#7 is for `next`, and the others are for `main`'],
  ])('not what is %s', (_, overrides, why) => {
    const command = asked({ named: overrides && offered(overrides) })
    expect(reasons(answers([command]))).toEqual([why])
  })

  it('is fixed to its head and to where the base branch was', () => {
    const [command] = answers([asked()])
    expect(command).toEqual({
      comment: 71,
      by: 'maya',
      role: 'write',
      at: NOW,
      answeredAt: NOW,
      line: '/speculate enter #7',
      answer: {
        kind: 'entered',
        pullRequest: 7,
        author: 'sam',
        commit: HEAD,
        tip: aSnapshot().repository.defaultBranchHead,
      },
    })
  })

  it('not one whose name a candidate of the plan has', () => {
    expect(reasons(answers([asked()], aSpeculation({}, ['one', 'pr-7'])))).toEqual([
      'a candidate of the plan is called `pr-7` already',
    ])
  })

  it('not twice at one commit, but again at a later one, in the same place', () => {
    const again = asked({ comment: aCommandComment({ id: 72 }) })
    const other = asked({
      comment: aCommandComment({ id: 73, body: '/speculate enter #8' }),
      named: offered({ number: 8 }),
    })
    const later = asked({ comment: aCommandComment({ id: 74 }), named: offered({ head: 'd'.repeat(40) }) })
    const commands = answers([asked(), again, other, later])
    expect(reasons(commands)).toEqual(['entered', '#7 competes already', 'entered', 'entered'])
    const run = aSpeculation({ commands: [...commands] })
    expect(
      submittedPullRequests(run).map(({ id, tag, submission }) => [id, tag, submission.commit.slice(0, 1)]),
    ).toEqual([
      ['pr-7', 'alt3', 'd'],
      ['pr-8', 'alt4', 'c'],
    ])
  })

  it('at most five candidates in all', () => {
    const commands = [7, 8, 9].map((number) =>
      asked({ comment: aCommandComment({ id: number }), named: offered({ number }) }),
    )
    const answered = answers(commands)
    expect(reasons(answered)).toEqual(['entered', 'entered', '5 candidates are the most'])
    expect(competitors(aSpeculation({ commands: [...answered] }))).toHaveLength(5)
  })
})

describe('when', () => {
  it('before the verdict', () => {
    const late = answers([asked({ named: undefined })], aSpeculation({ verdict }))
    expect(reasons(late)).toEqual(['it came too late: there is a verdict already'])
  })

  it('since the label was put on, once per comment', () => {
    const speculation = aSpeculation({ commands: [...answers([asked()])] })
    const comments = [
      aCommandComment(),
      aCommandComment({ id: 60, at: '2026-05-05T11:58:59Z' }),
      aCommandComment({ id: 72, body: '/speculative thoughts' }),
      aCommandComment({ id: 73 }),
    ]
    const issue = { ...aSnapshot().issue, commands: comments }
    expect(unanswered({ issue, candidates: [] }, speculation).map(({ id }) => id)).toEqual([73])
  })

  it('at most ten per author, so that nobody can fill the log or keep others out', () => {
    const comments = Array.from({ length: 30 }, (_, n) => aCommandComment({ id: n + 1, author: 'stranger' }))
    const issue = { ...aSnapshot().issue, commands: [...comments, aCommandComment()] }
    const open = unanswered({ issue, candidates: [] }, aSpeculation())
    expect(open).toHaveLength(12)
    const commands = answers(open.map((comment) => asked({ comment, role: 'read', named: undefined })))
    expect(unanswered({ issue, candidates: [] }, aSpeculation({ commands: [...commands] }))).toEqual([])
  })

  it('who may give commands is told at the eleventh that further ones get no answer, whatever it says', () => {
    const commands = Array.from({ length: 12 }, (_, n) =>
      aCommandComment({ id: n + 100, body: '/speculate help' }),
    )
    const issue = {
      ...aSnapshot().issue,
      commands: [...commands, aCommandComment({ id: 112, body: '/speculate hold' })],
    }
    const open = unanswered({ issue, candidates: [] }, aSpeculation())
    expect(open.map(({ id }) => id)).toEqual([100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 112])
    const said = reasons(answers(open.map((comment) => asked({ comment, named: undefined }))))
    expect(said.slice(0, 10)).toEqual(Array(10).fill('told'))
    expect(said[10]).toContain('given ten commands in this run already')
    expect(said[11]).toBe('held')
  })

  it('where there is no run, nobody is told: ten is all', () => {
    const commands = Array.from({ length: 12 }, (_, n) =>
      aCommandComment({ id: n + 100, body: '/speculate help' }),
    )
    const issue = { ...aSnapshot().issue, commands }
    expect(unanswered({ issue, candidates: [] }, undefined)).toHaveLength(10)
  })

  it('and of those that stop a run as many more, so that whoever has asked for much can still stop it', () => {
    const said = (body: string, from: number) =>
      Array.from({ length: 12 }, (_, n) => aCommandComment({ id: from + n, body }))
    const commands = [
      ...said('/speculate status', 100),
      ...said('/speculate cancel', 200),
      ...said('/speculate hold', 300),
    ]
    const issue = { ...aSnapshot().issue, commands }
    const open = unanswered({ issue, candidates: [] }, aSpeculation())
    expect(open.map(({ id }) => id)).not.toContain(111)
    expect(open.map(({ id }) => id)).toEqual(expect.arrayContaining([110, 200, 209, 300, 309]))
    expect(open).toHaveLength(31)
  })

  it('and not when the comment was edited: nobody knows who wrote what', () => {
    const comment = aCommandComment({ isEdited: true })
    expect(reasons(answers([asked({ comment })]))[0]).toContain('was edited')
  })
})

it('is not looked at on the forge where its author is not heard', () => {
  const run = aSpeculation()
  expect(pullRequestNamed(asked(), run)).toBe(7)
  expect(pullRequestNamed(asked({ role: 'read' }), run)).toBeUndefined()
  expect(pullRequestNamed(asked({ comment: aCommandComment({ isEdited: true }) }), run)).toBeUndefined()
  expect(pullRequestNamed(asked(), aSpeculation({ verdict }))).toBeUndefined()
})
