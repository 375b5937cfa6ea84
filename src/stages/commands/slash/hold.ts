import { isPersonsChoice } from '../../../domain/issue/aftermath.ts'
import { codeSpan } from '../../../messages/foreign/foreign-text.ts'
import { NOTHING } from './argument.ts'
import { mergedOf, refuse, slashCommand } from './slash-command.ts'

/** Keeps the choice with people: nobody is promoted, or no longer. */
export const hold = slashCommand({
  name: 'hold',
  hasOwnLimit: true,
  argument: NOTHING,
  least: 'write',
  when: 'always',
  deed: 'hold a promotion',
  help: 'Nobody is promoted until a person chooses; a winner that is ready already becomes a draft again.',
  reply: (_, { comment }, { run, candidates, now }) => {
    const { verdict, revoked, choices = [] } = run
    const held = { answer: { kind: 'held' } } as const
    if (!verdict) return held
    if (verdict.decision.kind !== 'promote') return refuse('nobody was promoted')
    if (revoked) return revoked.cause === 'held' ? held : refuse('the promotion was taken back already')
    const merged = mergedOf(candidates)
    if (merged !== undefined) return refuse(`#${merged} is merged`)
    if (choices.some(isPersonsChoice)) return refuse('a person has chosen since, and that stays')
    const reason = `${codeSpan(comment.author ?? '', 50)} asked to hold it`
    return {
      ...held,
      effect: [{ do: 'record-revocation', revocation: { cause: 'held', reason, at: now } }],
    }
  },
})
