import type { Command } from '../../domain/issue/command.ts'
import type { Role } from '../../domain/issue/issue.ts'
import type { AskedCommand, RepositoryFacts } from '../../domain/run/snapshot.ts'
import type { Speculation } from '../../domain/run/speculation.ts'
import type { Step } from '../../domain/run/step.ts'
import type { Argument } from './argument.ts'

/** What a command is answered from, besides what was asked. */
export interface Situation {
  /** With the commands before it, and their answers. */
  readonly run: Speculation
  readonly repository: RepositoryFacts
}

/** All that is known of one command. Whether it is heard at all (rights, time, mistakes, how many) is the same for all of them, and is not said here. */
export interface Definition<T> {
  /** The word after `/speculate`. */
  readonly name: string
  readonly argument: Argument<T>
  /** The least permission that its author must have. */
  readonly least: Role
  /** After the verdict it comes too late, or never does. */
  readonly until: 'verdict' | 'always'
  /** What people do with the command; completes the phrase "only people …". */
  readonly deed: string
  /** The effect of the command, in one sentence. */
  readonly help: string
  /** The pull request that has to be looked at before it can be answered. */
  readonly pullRequest?: (argument: T) => number
  /** What is recorded, for the stages to act on; or why the command is refused. */
  readonly answer: (argument: T, asked: AskedCommand, situation: Situation) => Command['answer']
  /** Further steps, taken before an accepted command is recorded. */
  readonly effect?: (argument: T, situation: Situation) => readonly Step[]
}

/** A command together with its argument, as somebody has written it. */
export interface GivenCommand {
  readonly command: SlashCommand
  readonly pullRequest: number | undefined
  readonly answer: (asked: AskedCommand, situation: Situation) => Command['answer']
  readonly effect: (situation: Situation) => readonly Step[]
}

export interface SlashCommand
  extends Omit<Definition<unknown>, 'argument' | 'pullRequest' | 'answer' | 'effect'> {
  /** `/speculate enter #123`, as code. */
  readonly usage: string
  /** Undefined where the argument is missing; the answer is then `missing`. */
  readonly give: (text: string) => GivenCommand | undefined
  readonly missing: string
}

/** Every command has its own kind of argument, which only that command knows. */
export function slashCommand<T>(definition: Definition<T>): SlashCommand {
  const { name, argument, pullRequest, answer, effect, ...said } = definition
  const command: SlashCommand = {
    ...said,
    name,
    usage: `\`${['/speculate', name, argument.example].join(' ').trimEnd()}\``,
    missing: argument.missing,
    give: (text) => {
      const value = argument.read(text)
      if (value === undefined) return undefined
      return {
        command,
        pullRequest: pullRequest?.(value),
        answer: (asked, situation) => answer(value, asked, situation),
        effect: (situation) => effect?.(value, situation) ?? [],
      }
    },
  }
  return command
}

/** `reason` is a clause that follows the command. */
export function refuse(reason: string): Command['answer'] {
  return { kind: 'refused', reason }
}
