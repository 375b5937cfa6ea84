import { type Brief, isBeingPlanned } from '../../../domain/candidate/brief.ts'
import { MAX_CANDIDATES, rankTag } from '../../../domain/candidate/candidate.ts'
import { competitors } from '../../../domain/candidate/competitor.ts'
import type { CommandComment } from '../../../domain/forge/forge-facts.ts'
import { commandText } from '../../../domain/issue/command.ts'
import { openCandidates } from '../../../domain/run/repository-load.ts'
import type { Speculation } from '../../../domain/run/speculation.ts'
import { oneLine } from '../../../messages/foreign/foreign-text.ts'
import { spentLimitText } from '../../../messages/reasons/budget.ts'
import { levelsOf, spentLimit } from '../../budget/levels.ts'
import { hasBudgetForMore } from '../../generate.ts'
import { hasRoomFor } from '../../plan/cap-reached.ts'
import type { Argument } from './argument.ts'
import { refuse, type Situation, slashCommand } from './slash-command.ts'

/** A command is the first line of a comment, of which only the beginning is read. */
const LONGEST = 300

const STRATEGY: Argument<string> = {
  example: '"strategy"',
  missing: 'it names no strategy',
  mistake: (text) =>
    withoutQuotes(text).length > LONGEST ? `a strategy has at most ${LONGEST} characters here` : undefined,
  read: (text) => {
    const strategy = withoutQuotes(text)
    return strategy.length > 0 && strategy.length <= LONGEST ? strategy : undefined
  },
}

/** One more way to solve it, in the words of whoever asks for it. */
export const add = slashCommand({
  name: 'add',
  argument: STRATEGY,
  least: 'write',
  when: 'before-verdict',
  deed: 'add candidates',
  help: 'One more candidate competes, with this strategy.',
  reply: (strategy, _, situation) => {
    const reason = whyNot(situation)
    return reason === undefined
      ? { answer: { kind: 'added', brief: briefOf(strategy, situation.run) } }
      : refuse(reason)
  },
})

/** What a comment that asks for one would add to the run; undefined where it asks for nothing of the kind. */
export function addedBy({ body }: Pick<CommandComment, 'body'>, run: Speculation): Brief | undefined {
  const [, text] = /^add[ \t]+(.*)$/is.exec(commandText(body) ?? '') ?? []
  const strategy = text === undefined ? undefined : STRATEGY.read(text)
  return strategy === undefined ? undefined : briefOf(strategy, run)
}

function whyNot({ run, input, load }: Situation): string | undefined {
  if (isBeingPlanned(run.plan))
    return 'what competes is still being planned: ask again once candidates are being written'
  if (competitors(run).length >= MAX_CANDIDATES) return `${MAX_CANDIDATES} candidates are the most`
  const most = run.settings.caps.open_candidates
  if (!hasRoomFor(1, { most, load, own: openCandidates(run) }))
    return `as many pull requests of candidates are open here as \`caps.open_candidates\` allows, which is ${most}`
  const standing = { ...input(), speculation: run }
  const spent = spentLimit(levelsOf(standing))
  if (spent) return spentLimitText(spent)
  return hasBudgetForMore(standing)
    ? undefined
    : 'what is left of the budget is promised to agents that are at work: ask again later'
}

/** Toolchains go round as they did in the plan. */
function briefOf(strategy: string, run: Speculation): Brief {
  const all = competitors(run)
  const among = [...new Set(run.plan.briefs.map(({ toolchain }) => toolchain))]
  const { briefs } = run.plan
  return {
    id: freeId(all.map(({ id }) => id)),
    tag: rankTag(all.length),
    strategy,
    constraints: [],
    toolchain: among[briefs.length % among.length] ?? '',
  }
}

function freeId(taken: readonly string[], number = 1): string {
  const id = `added-${number}`
  return taken.includes(id) ? freeId(taken, number + 1) : id
}

/** Telephones write other quotes than keyboards. What nobody sees is not part of it. */
function withoutQuotes(text: string): string {
  const seen = oneLine(text)
  const [, quoted] = /^["'“„«‘](.*)["'”“»’]$/s.exec(seen) ?? []
  return (quoted ?? seen).trim()
}
