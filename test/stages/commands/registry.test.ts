import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { AskedCommand } from '../../../src/domain/run/snapshot.ts'
import type { Speculation } from '../../../src/domain/run/speculation.ts'
import { replyMarker } from '../../../src/messages/marker.ts'
import { answerCommands } from '../../../src/stages/commands/commands.ts'
import { pullRequestNamed } from '../../../src/stages/commands/hear.ts'
import { parseCommand } from '../../../src/stages/commands/parse-command.ts'
import type { Argument } from '../../../src/stages/commands/slash/argument.ts'
import { enter } from '../../../src/stages/commands/slash/enter.ts'
import { helpLines } from '../../../src/stages/commands/slash/help-lines.ts'
import {
  type Reply,
  refuse,
  type SlashCommand,
  slashCommand,
} from '../../../src/stages/commands/slash/slash-command.ts'
import { SLASH_COMMANDS } from '../../../src/stages/commands/slash/slash-commands.ts'
import { aCommandComment } from '../../builders/issue/command.ts'
import { aVerdict } from '../../builders/judgement/verdict.ts'
import { aSnapshot } from '../../builders/run/snapshot.ts'
import { aSpeculation } from '../../builders/run/speculation.ts'

const CANDIDATE: Argument<number> = {
  example: '2',
  missing: 'it names no candidate',
  read: (text) => (/^\d$/.test(text) ? Number(text) : undefined),
}
const NOTHING: Argument<null> = {
  example: '',
  missing: 'nothing may follow it',
  read: (text) => (text === '' ? null : undefined),
}
const PUSHED: Reply = { answer: { kind: 'entered', pullRequest: 2, author: 'sam', commit: 'c', tip: 't' } }

const retry = slashCommand({
  ...{ name: 'retry', argument: CANDIDATE, least: 'triage', when: 'before-verdict', deed: 'ask for a retry' },
  help: 'The candidate is written again.',
  reply: (candidate) =>
    candidate > 3
      ? refuse(`there is no candidate ${candidate}`)
      : { ...PUSHED, effect: [{ do: 'ensure-labels', on: candidate, add: ['again'], remove: [] }] },
})
const restore = slashCommand({
  ...{ name: 'restore', argument: CANDIDATE, least: 'admin', when: 'always', deed: 'restore candidates' },
  help: 'The branch is there again.',
  reply: () => PUSHED,
})
const status = slashCommand({
  ...{ name: 'status', argument: NOTHING, least: 'read', when: 'always', deed: 'ask for the status' },
  help: 'Says how far the run is.',
  reply: () => PUSHED,
})
const COMMANDS: readonly SlashCommand[] = [enter, retry, restore, status]

const verdict = aVerdict()
const view = (): never => {
  throw new Error('nobody asks where the run stands')
}

function asked(body: string, overrides: Partial<AskedCommand> = {}): AskedCommand {
  return { comment: aCommandComment({ body }), role: 'write', named: undefined, ...overrides }
}

function answerTo(one: AskedCommand, run: Speculation = aSpeculation()) {
  const [answered] = answerCommands(aSnapshot({ commands: [one] }), run, { view, commands: COMMANDS })
  const answer = answered?.command.answer
  return {
    answer: answer?.kind === 'refused' ? answer.reason : answer?.kind,
    steps: answered?.steps.map((step) => step.do),
  }
}

describe('of several commands', () => {
  it.each([
    ['/speculate retyr 2', 'there is no command `retyr`; did you mean `/speculate retry 2`?'],
    ['/speculate restor 2', 'there is no command `restor`; did you mean `/speculate restore 2`?'],
    ['/speculate statsu', 'there is no command `statsu`; did you mean `/speculate status`?'],
    ['/speculate deploy', 'there is no command `deploy`; `/speculate help` lists what there is'],
    ['/speculate retry', 'it names no candidate: write it as in `/speculate retry 2`'],
    ['/speculate retry #2', 'it names no candidate: write it as in `/speculate retry 2`'],
    ['/speculate status 2', 'nothing may follow it: write it as in `/speculate status`'],
  ])('%j is told the nearest, or how it is written', (body, reason) => {
    expect(parseCommand({ body }, COMMANDS)).toMatchObject({ kind: 'mistake', reason })
    expect(answerTo(asked(body))).toEqual({
      answer: reason,
      steps: ['react', 'ensure-comment', 'record-command'],
    })
  })

  it('each asks for the permission that it needs, and a mistake for write access', () => {
    const answers = (['none', 'read', 'triage', 'write', 'maintain', 'admin'] as const).map((role) =>
      ['retry 2', 'restore 2', 'status', 'deploy'].map((words) => {
        const { answer = '' } = answerTo(asked(`/speculate ${words}`, { role }))
        return answer === 'entered' || answer.startsWith('there is no command')
          ? 'heard'
          : answer.replace(/ access.*/, '')
      }),
    )
    expect(answers).toEqual([
      ['it takes triage', 'it takes admin', 'it takes read', 'it takes write'],
      ['it takes triage', 'it takes admin', 'heard', 'it takes write'],
      ['heard', 'it takes admin', 'heard', 'it takes write'],
      ['heard', 'it takes admin', 'heard', 'heard'],
      ['heard', 'it takes admin', 'heard', 'heard'],
      ['heard', 'heard', 'heard', 'heard'],
    ])
  })

  it('none is heard from a bot, nor when it was edited, and each says what people do with it', () => {
    const { comment } = asked('/speculate retry 2')
    const byBot = asked('', { comment: { ...comment, authorType: 'Bot' }, role: 'admin' })
    expect(answerTo(byBot).answer).toBe('only people ask for a retry')
    const edited = asked('', { comment: { ...comment, isEdited: true } })
    expect(answerTo(edited).answer).toContain('was edited')
  })

  it('one that is only for a run without a verdict comes too late after it, another does not', () => {
    const decided = aSpeculation({ verdict })
    expect(answerTo(asked('/speculate retry 2'), decided).answer).toBe(
      'it came too late: there is a verdict already',
    )
    expect(answerTo(asked('/speculate status'), decided).answer).toBe('entered')
  })

  it('the effect of one that was not refused comes before it is recorded', () => {
    expect(answerTo(asked('/speculate retry 2')).steps).toEqual(['ensure-labels', 'react', 'record-command'])
    expect(answerTo(asked('/speculate retry 7'))).toEqual({
      answer: 'there is no candidate 7',
      steps: ['react', 'ensure-comment', 'record-command'],
    })
    expect(answerTo(asked('/speculate retry 2', { role: 'read' })).steps).toEqual([
      'react',
      'ensure-comment',
      'record-command',
    ])
  })

  it('what a look has said that did not come to record it is not said again', () => {
    const one = asked('/speculate retry 7')
    const snapshot = aSnapshot({ commands: [one] })
    const said = { id: 9, body: `${replyMarker(one.comment.id)}\nNothing was done.` }
    const after = { ...snapshot, issue: { ...snapshot.issue, ownComments: [said] } }
    const [answered] = answerCommands(after, aSpeculation(), { view, commands: COMMANDS })
    expect(answered?.steps.map((step) => step.do)).toEqual(['react', 'record-command'])
  })

  it('only one that names a pull request has it looked at', () => {
    expect(pullRequestNamed(asked('/speculate enter #7'), aSpeculation(), COMMANDS)).toBe(7)
    expect(pullRequestNamed(asked('/speculate retry 7'), aSpeculation(), COMMANDS)).toBeUndefined()
  })
})

describe('help', () => {
  it('has every command once', () => {
    const lines = helpLines(COMMANDS)
    expect(lines).toHaveLength(COMMANDS.length)
    for (const { usage, help } of COMMANDS) {
      expect(lines.filter((line) => line.includes(usage) && line.includes(help))).toHaveLength(1)
    }
    expect(new Set(COMMANDS.map(({ name }) => name)).size).toBe(COMMANDS.length)
  })

  it('of the commands that there are is what the page of the configuration says', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../docs/configuration.md'), 'utf8')
    expect(page).toContain(helpLines(SLASH_COMMANDS).join('\n'))
  })
})
