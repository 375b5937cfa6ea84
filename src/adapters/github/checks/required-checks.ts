import { z } from 'zod'
import type { RequiredCheck } from '../../../domain/checks/contract.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { statusOf } from '../connection/sending/github-errors.ts'
import type { Remembered } from '../connection/sending/remembered-answers.ts'

const Rules = z.array(z.looseObject({ type: z.string() }))
/** A rule of type `workflows` names files, not checks: what they will report is not known before they have run. */
const StatusChecksRule = z.object({
  type: z.literal('required_status_checks'),
  parameters: z.object({
    required_status_checks: z.array(
      z.object({ context: z.string().min(1), integration_id: z.int().nullish() }),
    ),
  }),
})
const Branch = z.object({
  protection: z
    .object({
      required_status_checks: z
        .object({
          enforcement_level: z.string().nullish(),
          contexts: z.array(z.string()).nullish(),
          checks: z.array(z.object({ context: z.string(), app_id: z.int().nullish() })).nullish(),
        })
        .nullish(),
    })
    .nullish(),
})

type FoundCheck = Pick<RequiredCheck, 'name' | 'source' | 'appId'>

/** What the branch itself requires. The same name pinned to two apps is two checks; unpinned next to pinned is one. */
export async function requiredChecks(
  read: Remembered,
  repository: RepositoryRef,
  { branch, deadlineMinutes }: { branch: string; deadlineMinutes: number },
): Promise<RequiredCheck[]> {
  const found = [
    ...(await rulesetChecks(read, repository, branch)),
    ...(await protectionChecks(read, repository, branch)),
  ]
  const pinned = new Set(found.filter(({ appId }) => appId !== undefined).map(({ name }) => name))
  const distinct = new Map<string, RequiredCheck>()
  for (const check of found) {
    if (check.appId === undefined && pinned.has(check.name)) continue
    const key = JSON.stringify([check.name, check.appId])
    if (!distinct.has(key)) distinct.set(key, { ...check, deadlineMinutes })
  }
  return [...distinct.values()]
}

const PER_PAGE = 100
const MAX_PAGES = 20

async function rulesetChecks(
  read: Remembered,
  { owner, repo }: RepositoryRef,
  branch: string,
): Promise<FoundCheck[]> {
  const rules: z.infer<typeof Rules> = []
  try {
    for (let page = 1; page <= MAX_PAGES && rules.length === (page - 1) * PER_PAGE; page += 1) {
      const asked = { owner, repo, branch, per_page: PER_PAGE, page }
      rules.push(...Rules.parse(await read('GET /repos/{owner}/{repo}/rules/branches/{branch}', asked)))
    }
    return rules
      .filter(({ type }) => type === 'required_status_checks')
      .flatMap((rule) => StatusChecksRule.parse(rule).parameters.required_status_checks)
      .map(({ context, integration_id }) => found('ruleset', context, integration_id))
  } catch (error) {
    // Private repositories on a free plan have no rulesets.
    if (statusOf(error) === 403 && error instanceof Error && /upgrade to/i.test(error.message)) return []
    throw error
  }
}

async function protectionChecks(
  read: Remembered,
  { owner, repo }: RepositoryRef,
  branch: string,
): Promise<FoundCheck[]> {
  const data = await read('GET /repos/{owner}/{repo}/branches/{branch}', { owner, repo, branch })
  const required = Branch.parse(data).protection?.required_status_checks
  if (!required || required.enforcement_level === 'off') return []
  const named = (required.checks ?? []).map(({ context, app_id }) =>
    found('branch protection', context, app_id),
  )
  const listed = new Set(named.map(({ name }) => name))
  const rest = (required.contexts ?? []).filter((context) => !listed.has(context))
  return [...named, ...rest.map((context) => found('branch protection', context, undefined))]
}

/** GitHub writes -1 or nothing for "any app". */
function found(source: FoundCheck['source'], name: string, appId: number | null | undefined): FoundCheck {
  return { name, source, ...(appId == null || appId < 0 ? {} : { appId }) }
}
