import { z } from 'zod'
import { Plan } from '../candidate/brief.ts'
import { Manner } from '../candidate/manner.ts'
import { VerifierContract } from '../checks/contract.ts'
import { Rerun } from '../checks/rerun.ts'
import { HumanChoice, Revocation } from '../issue/aftermath.ts'
import { Classification } from '../issue/checklist.ts'
import { Command } from '../issue/command.ts'
import { IssueRef, parseIssueKey } from '../issue/issue.ts'
import { PressedButton } from '../issue/pressed.ts'
import { Trigger } from '../issue/trigger.ts'
import { Decision, Scoreboard } from '../judgement/scoreboard.ts'
import { Grafts } from '../proof/graft.ts'
import { Settings } from '../settings.ts'
import { CodeOwnersRule } from './code-owners.ts'
import { Revert } from './revert.ts'

/** One run on one issue; fixed when it starts, so that an edit of the issue changes nothing under way (T5). */
export const Speculation = z.strictObject({
  /** `owner/repo#issue.run` */
  id: z.string(),
  /** Under the repository's name of now; the id keeps the name of then. */
  issue: IssueRef,
  /** The forge's id of the repository, which stays when it is renamed; absent in runs from before it was kept. */
  repositoryId: z.string().optional(),
  run: z.int().positive(),
  startedAt: z.string(),
  trigger: Trigger,
  /** The issue as it was when the run was asked for; `hash` is the SHA-256 of title and body. */
  snapshot: z.strictObject({ title: z.string(), body: z.string(), hash: z.string() }),
  base: z.strictObject({ branch: z.string(), commit: z.string() }),
  settings: Settings,
  contract: VerifierContract,
  plan: Plan,
  /** A1: whether the issue was worth it; absent in runs from before that was asked. */
  classification: Classification.optional(),
  /** How the repository writes the first lines of its commits; absent in runs from before it was looked at. */
  manner: Manner.optional(),
  /** Who owns which files, as the base said it; absent where it has no CODEOWNERS, and in runs from before it was read. */
  codeOwners: z.array(CodeOwnersRule).optional(),
  /** Seconds of jobs on its pull requests, by the UTC day on which they were seen. */
  ci: z.record(z.string(), z.number().nonnegative()).optional(),
  /** Set once; later facts can only send a promotion back, never rewrite it. */
  verdict: z
    .strictObject({
      decision: Decision,
      scoreboard: Scoreboard,
      decidedAt: z.string(),
      labelSeen: z.string().optional(),
    })
    .optional(),
  /** The latest time the label had been put on, by the forge's clock, when the run was first settled: later ones ask for another run. */
  labelSeen: z.string().optional(),
  /** The promotion was taken back; a human is asked instead. */
  revoked: Revocation.optional(),
  /** In the order in which they were noticed. */
  choices: z.array(HumanChoice).optional(),
  /** What has become of what was merged, in the order in which it was noticed. */
  reverts: z.array(Revert).optional(),
  /** Failed checks that were run once more before the verdict, one per candidate and check. */
  reruns: z.array(Rerun).optional(),
  /** Commands in the issue's comments, in the order in which they were answered, one answer each. */
  commands: z.array(Command).optional(),
  /** Buttons that were pressed, in the order in which they were told of; each is answered as a command. */
  pressed: z.array(PressedButton).optional(),
  /** Tests of others that the winner lacks, as commits that a maintainer may take; set once, after the verdict. */
  grafts: Grafts.optional(),
  /** When GitHub looked as the verdict, and what came after it, say. */
  settledAt: z.string().optional(),
  /** When the losers' branches were deleted; nothing is left to do after that. */
  archivedAt: z.string().optional(),
})
export type Speculation = z.infer<typeof Speculation>

export function speculationId(issue: IssueRef, run: number): string {
  return `${issue.owner}/${issue.repo}#${issue.number}.${run}`
}

/** The issue a speculation was begun on, from its id alone: the repository may have another name by now. */
export function issueOfSpeculation(id: string): IssueRef {
  return parseIssueKey(id.replace(/\.\d+$/, ''))
}
