import { CANDIDATE } from './argument.ts'
import { choose } from './choose.ts'
import { slashCommand } from './slash-command.ts'

/** A person overrules the verdict; the rules that rejected a candidate do not bind people. */
export const promote = slashCommand({
  name: 'promote',
  argument: CANDIDATE,
  least: 'write',
  when: 'after-verdict',
  deed: 'promote candidates',
  help: 'The candidate is opened again if it was closed, and marked ready for review instead of the winner.',
  reply: (named, { comment }, situation) => choose('promoted', { named, comment }, situation),
})
