import { RUN_OPTIONS } from './run-options.ts'
import { refuse, slashCommand } from './slash-command.ts'

/** Asks for a run without the label. Where one may begin it is no command of the run before it; what is answered here is why none may. */
export const start = slashCommand({
  name: 'start',
  hasOwnLimit: true,
  argument: RUN_OPTIONS,
  isDefault: true,
  least: 'write',
  when: 'always',
  deed: 'start a run',
  help: 'Starts a run without the label, where none is going on; each option goes before what the issue and the repository say, as far as the repository allows it.',
  starts: (options) => options,
  reply: (_, { comment }, { run }) => {
    if (comment.on !== undefined) return refuse('a run is started on its issue, not on a draft')
    if (run.verdict) return refuse('the verdict is being applied: write it again once that is done')
    return refuse(
      'a run is going on already: `/speculate status` says where it stands, and `/speculate cancel` ends it',
    )
  },
})
