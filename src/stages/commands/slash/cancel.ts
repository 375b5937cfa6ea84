import { NOTHING } from './argument.ts'
import { slashCommand } from './slash-command.ts'

/** Ends the run as taking off the label does; the label stays. */
export const cancel = slashCommand({
  name: 'cancel',
  hasOwnLimit: true,
  argument: NOTHING,
  least: 'write',
  when: 'before-verdict',
  deed: 'cancel a run',
  help: 'The run ends without a winner, and its drafts are closed.',
  reply: () => ({ answer: { kind: 'cancelled' } }),
})
