import { whyText } from '../../../messages/comments/reply-texts.ts'
import { requiredChecks } from '../../gates/required-checks.ts'
import { CANDIDATE, candidateNamed } from './argument.ts'
import { refuseUnknown, slashCommand } from './slash-command.ts'

export const why = slashCommand({
  name: 'why',
  argument: CANDIDATE,
  least: 'write',
  when: 'always',
  deed: 'ask why',
  help: 'Says why the candidate stands where it stands, with every check and rule that counted.',
  reply: (named, _, { run, candidates, view }) => {
    const candidate = candidateNamed(named, run, candidates)
    if (candidate === undefined) return refuseUnknown({ run, candidates })
    return { answer: { kind: 'told' }, says: whyText(view(), candidate, requiredChecks.name) }
  },
})
