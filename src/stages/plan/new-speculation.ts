import type { Plan } from '../../domain/candidate/brief.ts'
import { mannerOf } from '../../domain/candidate/manner.ts'
import type { RequiredCheck } from '../../domain/checks/contract.ts'
import { fingerprint } from '../../domain/checks/fingerprint.ts'
import { isByLabel, type Trigger, titleAsked } from '../../domain/issue/trigger.ts'
import type { BeginningFacts, Snapshot } from '../../domain/run/snapshot.ts'
import { type Speculation, speculationId } from '../../domain/run/speculation.ts'
import type { Settings } from '../../domain/settings.ts'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import { withinCeilings } from '../budget/within-ceilings.ts'

/** What the repository says, or this process was asked for instead, and no more than the operator lets a repository spend. */
export function settingsOfRun({ askedProof, askedSetup, ceilings }: Snapshot, settings: Settings): Settings {
  const { proof = undefined } = askedProof ?? settings
  const setup = askedSetup ? [...askedSetup] : settings.setup
  return withinCeilings({ ...settings, proof, ...withoutUndefined({ setup }) }, ceilings)
}

interface Agreed extends Pick<Speculation, 'run' | 'trigger' | 'settings' | 'plan' | 'classification'> {
  readonly checks: readonly RequiredCheck[]
}

/** The run that begins with what was agreed to, on the issue and the base as they are now. */
export function newSpeculation(
  { issue, repository, now }: Snapshot,
  beginning: BeginningFacts,
  { run, trigger, settings, plan, checks, classification }: Agreed,
): Speculation {
  const { issueHash, reach, subjects, codeOwners, request } = beginning
  const title = titleAsked(issue, request)
  return {
    id: speculationId(issue.ref, run),
    issue: issue.ref,
    repositoryId: repository.nodeId,
    run,
    startedAt: now,
    trigger,
    snapshot: { title, body: issue.body, hash: issueHash },
    base: { branch: repository.defaultBranch, commit: repository.defaultBranchHead },
    settings,
    contract: {
      checks: [...checks],
      fingerprint: fingerprint(checks, beginning),
      ...withoutUndefined({ reach }),
    },
    ...withoutUndefined({
      manner: subjects && mannerOf(subjects),
      codeOwners: codeOwners && codeOwners.length > 0 ? [...codeOwners] : undefined,
      classification,
    }),
    plan: title === issue.title ? plan : withTitleNote(plan, trigger),
  }
}

/** T5: what was agreed to counts, and a note says that the page has another title now. */
function withTitleNote(planned: Plan, trigger: Trigger): Plan {
  const then = isByLabel(trigger) ? 'the label was added' : 'the run was asked for'
  const note = `The title was changed after ${then}: the candidates were given the title as it was then.`
  const noted = <Noted extends Pick<Plan, 'notes'>>(one: Noted) => ({ ...one, notes: [...one.notes, note] })
  const { classifying } = planned
  if (!classifying?.several) return noted(planned)
  return { ...noted(planned), classifying: { ...classifying, several: noted(classifying.several) } }
}
