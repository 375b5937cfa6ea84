import { statusText } from '../../../messages/comments/reply-texts.ts'
import { NOTHING } from './argument.ts'
import { slashCommand } from './slash-command.ts'

export const status = slashCommand({
  name: 'status',
  argument: NOTHING,
  least: 'write',
  when: 'always',
  deed: 'ask for the status',
  help: 'Says where the run stands, and what comes next.',
  reply: (_, _asked, { view }) => ({ answer: { kind: 'told' }, says: statusText(view()) }),
})
