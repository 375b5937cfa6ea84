import { competitors } from '../../../domain/candidate/competitor.ts'
import type { CandidateFacts, RepositoryFacts } from '../../../domain/forge/forge-facts.ts'
import type { Command } from '../../../domain/issue/command.ts'
import type { Role } from '../../../domain/issue/issue.ts'
import type { RunOptions } from '../../../domain/issue/trigger.ts'
import type { RepositoryLoad } from '../../../domain/run/repository-load.ts'
import type { AskedCommand } from '../../../domain/run/snapshot.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import type { Step } from '../../../domain/run/step.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { list } from '../../../messages/numbers.ts'
import type { ScoreboardView } from '../../../messages/scoreboard/scoreboard-view.ts'
import type { JudgeInput } from '../../judge.ts'
import type { Argument } from './argument.ts'

/** What a command is answered from, besides what was asked. */
export interface Situation {
  /** With the commands before it, and their answers. */
  readonly run: Speculation
  readonly repository: RepositoryFacts
  readonly candidates: readonly CandidateFacts[]
  readonly now: string
  /** What runs on other issues ask of the people here, where it was read. */
  readonly load?: RepositoryLoad | undefined
  /** Where the run stands; worked out only for who asks. */
  readonly view: () => ScoreboardView
  /** What the stages judge by. */
  readonly input: () => JudgeInput
  /** All that can be asked for. */
  readonly commands: readonly SlashCommand[]
}

export interface Reply {
  /** What is recorded, for the stages to act on; or why the command is refused. */
  readonly answer: Command['answer']
  /** Finished Markdown, for who has asked; without it a reaction says enough. */
  readonly says?: string
  /** Further steps, taken before an accepted command is recorded. */
  readonly effect?: readonly Step[]
}

/** All that is known of one command. Whether it is heard at all (rights, time, mistakes, how many) is the same for all of them, and is not said here. */
export interface Definition<T> {
  /** The word after `/speculate`. */
  readonly name: string
  readonly argument: Argument<T>
  /** The least permission that its author must have. */
  readonly least: Role
  /** Outside of that it comes too late or too early. */
  readonly when: 'before-verdict' | 'after-verdict' | 'always'
  /** What people do with the command; completes the phrase "only people …". */
  readonly deed: string
  /** The effect of the command, in one sentence. */
  readonly help: string
  /** The pull request that has to be looked at before it can be answered. */
  readonly pullRequest?: (argument: T) => number
  /** It is counted apart from the others of its author, of whom only so many are heard. */
  readonly hasOwnLimit?: true
  /** Its name may be left out. */
  readonly isDefault?: true
  /** It asks for a run, where none is going on. */
  readonly starts?: (argument: T) => RunOptions
  /** Its answer where there is no run; without it, it needs one. */
  readonly alone?: (commands: readonly SlashCommand[]) => Reply
  readonly reply: (argument: T, asked: AskedCommand, situation: Situation) => Reply
}

/** A command together with its argument, as somebody has written it. */
export interface GivenCommand {
  readonly command: SlashCommand
  readonly pullRequest: number | undefined
  readonly starts: RunOptions | undefined
  readonly reply: (asked: AskedCommand, situation: Situation) => Reply
}

export interface SlashCommand
  extends Omit<Definition<unknown>, 'argument' | 'pullRequest' | 'starts' | 'reply'> {
  /** `/speculate enter #123`, as code. */
  readonly usage: string
  /** Undefined where the argument is missing; the answer is then `whyNot`. `on` is the pull request that it was written on. */
  readonly give: (text: string, on?: number) => GivenCommand | undefined
  readonly starts: boolean
  /** A clause about an argument that it does not take. */
  readonly whyNot: (text: string) => string
}

/** Every command has its own kind of argument, which only that command knows. */
export function slashCommand<T>(definition: Definition<T>): SlashCommand {
  const { name, argument, pullRequest, starts, reply, ...said } = definition
  const words = ['/speculate', ...(said.isDefault ? [] : [name]), argument.example]
  const usage = `\`${words.join(' ').trimEnd()}\``
  const command: SlashCommand = {
    ...said,
    name,
    usage,
    starts: starts !== undefined,
    whyNot: (text) => argument.mistake?.(text) ?? `${argument.missing}: write it as in ${usage}`,
    give: (text, on) => {
      const value = argument.read(text, on)
      if (value === undefined) return undefined
      return {
        command,
        pullRequest: pullRequest?.(value),
        starts: starts?.(value),
        reply: (asked, situation) => reply(value, asked, situation),
      }
    },
  }
  return command
}

/** Of a command that names nobody of the run. */
export function refuseUnknown({ run, candidates }: Pick<Situation, 'run' | 'candidates'>): Reply {
  const names = competitors(run).map(({ id }) => {
    const draft = candidates.find(({ candidate }) => candidate === id)?.pullRequest?.number
    return `${codeSpan(id, 40)}${draft === undefined ? '' : ` (#${draft})`}`
  })
  return refuse(`this run has no such candidate; it has ${list(names)}`)
}

/** The number of the pull request of the run that is merged, recorded or not. */
export function mergedOf(candidates: readonly CandidateFacts[]): number | undefined {
  return candidates.find(({ pullRequest }) => pullRequest?.state === 'merged')?.pullRequest?.number
}

/** `reason` is a clause that follows the command. */
export function refuse(reason: string): Reply {
  return { answer: { kind: 'refused', reason } }
}
