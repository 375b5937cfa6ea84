import { withAddedBriefs } from '../../../src/domain/candidate/added-briefs.ts'
import { isSameRerun, withRerun } from '../../../src/domain/checks/rerun.ts'
import { isKnownChoice } from '../../../src/domain/issue/aftermath.ts'
import { issueKey } from '../../../src/domain/issue/issue.ts'
import { MAX_PRESSED } from '../../../src/domain/issue/pressed.ts'
import { answerOf, countAnswers } from '../../../src/domain/judgement/calibration.ts'
import { isSameRevert } from '../../../src/domain/run/revert.ts'
import type { Store } from '../../../src/ports/store.ts'
import { append, change, type MemoryRows, openAgain } from './memory-rows.ts'

type MemoryAnswers = Pick<
  Store,
  | 'recordChoice'
  | 'recordRevert'
  | 'recordAnswer'
  | 'calibration'
  | 'recordRerun'
  | 'recordCommand'
  | 'recordPressed'
>

/** What people, checks and commands have said after a run had begun. */
export function memoryAnswers(rows: MemoryRows): MemoryAnswers {
  const { speculations, answers } = rows
  return {
    recordChoice: async (id, choice) => {
      const choices = speculations.get(id)?.choices ?? []
      if (isKnownChoice(choices, choice)) return
      openAgain(rows, id, { choices: [...choices, choice] })
      const { verdict, issue } = speculations.get(id) ?? {}
      const answer = verdict && answerOf(verdict, [...choices, choice])
      if (answer && issue) answers.set(id, { repository: `${issue.owner}/${issue.repo}`, answer })
      append(rows, id, { at: choice.at, kind: 'human-choice', payload: choice })
    },
    recordRevert: async (id, revert) => {
      const { reverts: before = [], choices = [], verdict, issue } = speculations.get(id) ?? {}
      if (before.some((one) => isSameRevert(one, revert))) return
      const reverts = [...before, revert]
      openAgain(rows, id, { reverts })
      const answer = verdict && answerOf(verdict, choices, reverts)
      if (answer && issue) answers.set(id, { repository: `${issue.owner}/${issue.repo}`, answer })
      append(rows, id, { at: revert.at, kind: revert.kind, payload: revert })
    },
    recordAnswer: async (id, { owner, repo }, answer) =>
      void answers.set(id, { repository: `${owner}/${repo}`, answer }),
    calibration: async ({ owner, repo }) => {
      const own = [...answers.values()].filter(({ repository }) => repository === `${owner}/${repo}`)
      return own.length === 0 ? undefined : countAnswers(own.map(({ answer }) => answer))
    },
    recordRerun: async (id, rerun) => {
      const before = speculations.get(id)?.reruns ?? []
      const after = withRerun(before, rerun)
      if (after === before) return
      change(rows, id, () => ({ reruns: [...after] }))
      const payload = after.find((one) => isSameRerun(one, rerun))
      append(rows, id, { at: rerun.askedAt, kind: 'rerun', payload })
    },
    recordPressed: async ({ issue, run }, pressed) => {
      const id = [...speculations.values()].find(
        (one) => issueKey(one.issue) === issueKey(issue) && one.run === run,
      )?.id
      const before = speculations.get(id ?? '')?.pressed ?? []
      if (before.length >= MAX_PRESSED || before.some(({ delivery }) => delivery === pressed.delivery)) return
      if (id !== undefined) change(rows, id, () => ({ pressed: [...before, pressed] }))
    },
    recordCommand: async (id, command) => {
      const before = speculations.get(id)?.commands ?? []
      if (before.some(({ comment }) => comment === command.comment)) return
      const commands = [...before, command]
      change(rows, id, (run) => ({ commands, plan: withAddedBriefs({ ...run, commands }).plan }))
      append(rows, id, { at: command.answeredAt, kind: 'command', payload: command })
    },
  }
}
