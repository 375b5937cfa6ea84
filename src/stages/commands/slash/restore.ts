import { CANDIDATE } from './argument.ts'
import { choose } from './choose.ts'
import { slashCommand } from './slash-command.ts'

/** Its branch and its pull request are as they were, and stay so. */
export const restore = slashCommand({
  name: 'restore',
  argument: CANDIDATE,
  least: 'write',
  when: 'after-verdict',
  deed: 'restore candidates',
  help: 'The pull request of the candidate is opened again, with its branch, and stays open.',
  reply: (named, { comment }, situation) => choose('restored', { named, comment }, situation),
})
