import { z } from 'zod'
import { parseCandidateBranch } from '../domain/candidate/candidate.ts'
import { branchOfKey, OWN_CHECK } from '../domain/checks/own-check.ts'
import type { IssueRef } from '../domain/issue/issue.ts'
import type { PressedButton } from '../domain/issue/pressed.ts'
import { Repository } from './events.ts'

/** A button, and the run that it is a button of. */
export interface Pressed {
  readonly issue: IssueRef
  readonly run: number
  readonly button: Omit<PressedButton, 'at'>
}

const Requested = z.object({
  action: z.literal('requested_action'),
  requested_action: z.object({ identifier: z.enum(['promote', 'verify', 'cancel']) }),
  check_run: z.object({
    name: z.literal(OWN_CHECK),
    external_id: z.string(),
    app: z.object({ slug: z.string() }),
  }),
  sender: z.object({ login: z.string(), type: z.string() }),
})

/**
 * Who has pressed what on a check run of ours; undefined for every other event. Whether they may is asked when it is answered. The forge
 * tells this to the App alone whose check run it is, and keeps nothing of it: what is lost on its way has not happened.
 */
export function pressedButton(
  event: string,
  payload: unknown,
  { delivery, ownLogin }: { readonly delivery: string; readonly ownLogin: string | undefined },
): Pressed | undefined {
  if (event !== 'check_run') return undefined
  const repository = Repository.safeParse(payload).data?.repository
  const asked = Requested.safeParse(payload).data
  if (!repository || !asked) return undefined
  // While our own name is not known it is ours all the same: nobody else is told of it.
  if (ownLogin !== undefined && `${asked.check_run.app.slug}[bot]` !== ownLogin) return undefined
  const place = parseCandidateBranch(branchOfKey(asked.check_run.external_id))
  if (!place) return undefined
  const { login: by, type } = asked.sender
  return {
    issue: { owner: repository.owner.login, repo: repository.name, number: place.issue },
    run: place.run,
    button: {
      ...{ delivery, by },
      candidate: place.candidate,
      button: asked.requested_action.identifier,
      isPerson: type === 'User',
    },
  }
}
