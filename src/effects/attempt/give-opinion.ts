import type { OutcomeOf } from '../../domain/candidate/attempt.ts'
import { OPINION_BOXES } from '../../domain/issue/checklist.ts'
import { renderOpinionBrief } from '../../messages/briefs/render-opinion-brief.ts'
import { askForAnswer } from './ask-for-answer.ts'
import type { RunAttempt, RunningAttempt } from './run-attempt.ts'

/** An attempt at an opinion on the issue (A1): whether it is worth several candidates, as far as the rules leave that open. */
export async function giveOpinion(
  context: RunAttempt,
  running: RunningAttempt,
): Promise<OutcomeOf<'classify'>> {
  const { workspace, analysis } = context
  const { issue, base } = running.speculation
  const asked = await askForAnswer(context, running, {
    brief: renderOpinionBrief(running.speculation),
    about: 'the opinion',
    read: (workTree) => workspace.readOpinion(workTree),
  })
  if ('failure' in asked) return asked.failure
  const { answer, usage, remote } = asked
  const said = OPINION_BOXES.flatMap((box) => (answer[box] ? [[box, answer[box]] as const] : []))
  const repository = { owner: issue.owner, repo: issue.repo }
  const named = [...new Set(said.flatMap(([, { files }]) => files))]
  const known = await workspace.filesAt({ repository, remote, commit: base.commit, paths: named })
  const kept = await Promise.all(
    said.map(async ([box, one]) => {
      // With a secret cut out its reason would be none.
      if (await analysis.holdsSecret([one.why, ...one.files].join('\n'))) return []
      return [[box, { ...one, files: one.files.filter((file) => known.includes(file)) }] as const]
    }),
  )
  return { kind: 'opinion', opinion: Object.fromEntries(kept.flat()), usage }
}
