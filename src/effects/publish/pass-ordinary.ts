import { OWN_CHECK, ordinaryKey } from '../../domain/checks/own-check.ts'
import type { RepositoryFacts } from '../../domain/forge/forge-facts.ts'
import type { OpenPullRequest } from '../../domain/forge/open-pull-request.ts'
import { renderOrdinaryCheck } from '../../messages/check-run/render-ordinary-check.ts'
import type { Forge } from '../../ports/forge.ts'
import { isOrdinary } from '../../stages/ordinary.ts'

type Repository = Pick<RepositoryFacts, 'name' | 'nodeId'>

/** Whether what is merged into a branch needs the check of candidates. */
export async function requiresOwnCheck(
  forge: Pick<Forge, 'requiredChecks'>,
  name: RepositoryFacts['name'],
  branch: string,
): Promise<boolean> {
  const required = await forge.requiredChecks(name, branch, 0)
  return required.some((check) => check.name === OWN_CHECK)
}

/** Each branch is asked about once; more of them than anybody has are left alone. */
const MOST_BRANCHES = 10
/** In one request. */
const AT_ONCE = 20

/** Has every open pull request that is none of a candidate say so, where its branch waits for the check; what is there already stays. */
export async function passOrdinary(forge: Forge, { name, nodeId }: Repository): Promise<void> {
  const ordinary = (await forge.openPullRequests(name)).filter(isOrdinary)
  const bases = [...new Set(ordinary.map(({ base }) => base))].slice(0, MOST_BRANCHES)
  const requiring = new Set<string>()
  for (const base of bases) if (await requiresOwnCheck(forge, name, base)) requiring.add(base)
  const wanted = ordinary.filter(({ base }) => requiring.has(base)).map(checkOf)
  for (let at = 0; at < wanted.length; at += AT_ONCE) {
    const checkRuns = wanted.slice(at, at + AT_ONCE)
    await forge.ensureCheckRuns(name, { repositoryId: nodeId, checkRuns, onlyMissing: true })
  }
}

function checkOf({ base, head }: OpenPullRequest) {
  const said = renderOrdinaryCheck(base)
  return { ...said, head, key: ordinaryKey(said), existing: undefined }
}
