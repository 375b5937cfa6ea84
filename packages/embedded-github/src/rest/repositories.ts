import { withoutUndefined } from '@speculate-dev/system'
import { roleOf } from '../access/permissions.ts'
import { ApiError, notFound } from '../api-error.ts'
import { findUser } from '../github.ts'
import { noContent, ok, page, type RepositoryCall, repositoryRoute } from '../http/call.ts'
import type { Repository } from '../model.ts'
import { appliesTo } from '../operations/pull-requests/required-checks.ts'
import { serializeCommit } from '../serializers/commit.ts'
import { repositoryApi, repositoryPage, serializeRepository } from '../serializers/repository.ts'
import { serializeUser } from '../serializers/user.ts'
import { readContents, readMetadata } from './needs.ts'

export const repositoryRoutes = [
  repositoryRoute('GET', '', readMetadata, ({ github, repository }) =>
    ok(serializeRepository(github, repository)),
  ),
  repositoryRoute('GET', '/branches', readContents, listBranches),
  repositoryRoute('GET', '/branches/:branch{.+}', readContents, showBranch),
  repositoryRoute('GET', '/rules/branches/:branch{.+}', readMetadata, (call) =>
    page(call, rulesOf(call.repository, call.params.branch ?? ''), (rule) => rule),
  ),
  repositoryRoute('GET', '/collaborators/:login/permission', readMetadata, showPermission),
  repositoryRoute('GET', '/collaborators/:login', readMetadata, ({ repository, params }) => {
    if (roleOf(repository, params.login ?? '') === undefined) throw notFound()
    return noContent
  }),
]

async function listBranches(call: RepositoryCall) {
  const { github, repository } = call
  const refs = await github.git(repository).refs('refs/heads/')
  return page(call, [...refs], ([name, sha]) => ({
    name: name.slice('refs/heads/'.length),
    commit: { sha, url: `${repositoryApi(github, repository)}/commits/${sha}` },
    protected: repository.protections[name.slice('refs/heads/'.length)] !== undefined,
  }))
}

async function showBranch({ github, repository, params }: RepositoryCall) {
  const name = params.branch ?? ''
  const git = github.git(repository)
  const oid = await git.resolve(`refs/heads/${name}`)
  const commit = oid === undefined ? undefined : await git.commit(oid)
  if (commit === undefined) throw notFound()
  const self = `${repositoryApi(github, repository)}/branches/${name}`
  const protection = repository.protections[name]
  const checks = protection?.checks ?? []
  return ok({
    name,
    commit: serializeCommit(github, repository, commit),
    _links: { self, html: `${repositoryPage(github, repository)}/tree/${name}` },
    protected: protection !== undefined,
    protection: {
      enabled: protection !== undefined,
      required_status_checks: {
        enforcement_level: checks.length > 0 ? 'non_admins' : 'off',
        contexts: checks.map((check) => check.context),
        checks: checks.map((check) => ({ context: check.context, app_id: check.integrationId })),
      },
    },
    protection_url: `${self}/protection`,
  })
}

function rulesOf(repository: Repository, branch: string): unknown[] {
  return repository.rulesets
    .filter((ruleset) => appliesTo(repository, ruleset, branch))
    .flatMap((ruleset) => {
      const source = {
        ruleset_source_type: 'Repository',
        ruleset_source: `${repository.owner}/${repository.name}`,
        ruleset_id: ruleset.id,
      }
      const checks = ruleset.requiredChecks.map(({ context, integrationId }) => ({
        context,
        ...withoutUndefined({ integration_id: integrationId ?? undefined }),
      }))
      const workflows = ruleset.workflows.map(({ path }) => ({ path, repository_id: repository.id }))
      const parameters = { required_status_checks: checks, strict_required_status_checks_policy: false }
      return [
        ...(checks.length > 0 ? [{ type: 'required_status_checks', parameters, ...source }] : []),
        ...(workflows.length > 0 ? [{ type: 'workflows', parameters: { workflows }, ...source }] : []),
      ]
    })
}

/** `permission` knows only four words; `role_name` has the truth. */
function showPermission({ github, repository, params }: RepositoryCall) {
  const user = findUser(github, params.login ?? '')
  if (user === undefined) throw new ApiError(404, `${params.login} is not a user`)
  const role = roleOf(repository, user.login) ?? (repository.isPrivate ? 'none' : 'read')
  const permission = role === 'triage' ? 'read' : role === 'maintain' ? 'write' : role
  const can = (...roles: string[]) => roles.includes(role)
  return ok({
    permission,
    role_name: role,
    user: {
      ...serializeUser(github, user.login),
      role_name: role,
      permissions: {
        admin: can('admin'),
        maintain: can('admin', 'maintain'),
        push: can('admin', 'maintain', 'write'),
        triage: can('admin', 'maintain', 'write', 'triage'),
        pull: !can('none'),
      },
    },
  })
}
