import { withoutUndefined } from '@speculate-dev/system'
import { z } from 'zod'
import { allows } from '../../access/permissions.ts'
import { ApiError, invalid, notFound } from '../../api-error.ts'
import { type Actor, findRepository, type GitHub } from '../../github.ts'
import { byId, type Call, created, ok, page, parseBody } from '../../http/call.ts'
import type { Route } from '../../http/route-finder.ts'
import type { App, Delivery, Installation } from '../../model.ts'
import { mintToken } from '../../operations/mint-token.ts'
import { serializeRepository } from '../../serializers/repository.ts'
import { type Schemas, serializeApp, serializeUser } from '../../serializers/user.ts'

export const appRoutes: readonly Route[] = [
  {
    method: 'GET',
    path: '/app',
    handle: ({ github, actor }) => ok(serializeApp(github, appOf(actor))),
  },
  {
    method: 'GET',
    path: '/apps/:slug',
    handle: ({ github, params }) => {
      const app = github.state.apps.find(({ slug }) => slug === params.slug)
      if (app === undefined) throw notFound()
      return ok(serializeApp(github, app))
    },
  },
  {
    method: 'GET',
    path: '/app/installations',
    handle: (call) =>
      page(call, installationsOf(call), (installation) => serializeInstallation(call.github, installation)),
  },
  {
    method: 'GET',
    path: '/app/installations/:id',
    handle: (call) => ok(serializeInstallation(call.github, byId(call, installationsOf(call)))),
  },
  { method: 'POST', path: '/app/installations/:id/access_tokens', handle: createToken },
  {
    method: 'GET',
    path: '/repos/:owner/:repo/installation',
    handle: (call) => {
      const repository = findRepository(call.github, call.params.owner ?? '', call.params.repo ?? '')
      const installation = installationsOf(call).find(
        ({ repositories }) => repository !== undefined && repositories.includes(repository.id),
      )
      if (installation === undefined) throw notFound()
      return ok(serializeInstallation(call.github, installation))
    },
  },
  { method: 'GET', path: '/installation/repositories', handle: listInstallationRepositories },
  {
    method: 'GET',
    path: '/app/hook/config',
    handle: ({ actor }) => {
      const { hook } = appOf(actor)
      return ok({ url: hook?.url ?? '', content_type: 'json', secret: '********', insecure_ssl: '0' })
    },
  },
  { method: 'GET', path: '/app/hook/deliveries', handle: listDeliveries },
  { method: 'GET', path: '/app/hook/deliveries/:id', handle: showDelivery },
  {
    method: 'POST',
    path: '/app/hook/deliveries/:id/attempts',
    handle: async (call) => {
      const delivery = byId(call, deliveriesOf(call))
      if (!(await call.github.redeliver(delivery.id))) throw notFound()
      return { status: 202, body: {} }
    },
  },
]

function appOf(actor: Actor): App {
  if (actor.kind === 'app') return actor.app
  throw new ApiError(401, 'A JSON web token could not be decoded')
}

function installationsOf({ github, actor }: Call): Installation[] {
  const app = appOf(actor)
  return github.state.installations.filter((installation) => installation.appId === app.id)
}

const TokenRequest = z.object({
  repositories: z.array(z.string()).optional(),
  repository_ids: z.array(z.number()).optional(),
  permissions: z.record(z.string(), z.enum(['read', 'write', 'admin'])).optional(),
})

function createToken(call: Call) {
  const { github } = call
  const installation = byId(call, installationsOf(call))
  if (installation.suspendedAt !== null) throw new ApiError(403, 'This installation has been suspended')
  const wanted = parseBody(call, TokenRequest, 'Installation')
  const permissions = wanted.permissions ?? installation.permissions
  for (const [name, access] of Object.entries(permissions)) {
    if (allows(installation.permissions, name, access)) continue
    throw new ApiError(422, 'The permissions requested are not granted to this installation.')
  }
  const repositories = narrowed(github, installation, wanted)
  const token = mintToken(github, { installation, permissions, ...withoutUndefined({ repositories }) })
  const ids = repositories ?? installation.repositories
  const listed = github.state.repositories.filter(({ id }) => ids.includes(id))
  return created({
    token: token.token,
    expires_at: token.expiresAt,
    permissions: { metadata: 'read', ...permissions },
    repository_selection: 'selected',
    ...withoutUndefined({
      repositories: repositories && listed.map((repository) => serializeRepository(github, repository)),
    }),
  })
}

function narrowed(
  github: GitHub,
  installation: Installation,
  wanted: z.infer<typeof TokenRequest>,
): number[] | undefined {
  if (wanted.repositories === undefined && wanted.repository_ids === undefined) return undefined
  const byName = (wanted.repositories ?? []).map(
    (name) => findRepository(github, installation.account, name)?.id ?? -1,
  )
  const ids = [...byName, ...(wanted.repository_ids ?? [])]
  if (ids.some((id) => !installation.repositories.includes(id))) {
    throw new ApiError(
      422,
      'There is at least one repository that does not exist or is not accessible to the parent installation.',
    )
  }
  return ids
}

function listInstallationRepositories(call: Call) {
  const { github, actor } = call
  if (actor.kind !== 'installation')
    throw new ApiError(403, 'You must authenticate with an installation access token')
  const installation = github.state.installations.find(({ id }) => id === actor.token.installationId)
  const ids = actor.token.repositories ?? installation?.repositories ?? []
  return page(
    call,
    github.state.repositories.filter(({ id }) => ids.includes(id)),
    (repository) => serializeRepository(github, repository),
    (repositories, total) => ({ total_count: total, repository_selection: 'selected', repositories }),
  )
}

function deliveriesOf({ github, actor }: Call): Delivery[] {
  const app = appOf(actor)
  return github.state.deliveries.filter(
    (delivery) => delivery.appId === app.id && delivery.status !== 'pending',
  )
}

/** Newest first; `cursor` names the delivery to continue after, as GitHub's Link header says. */
function listDeliveries(call: Call) {
  const { query } = call
  const status = query.get('status')
  if (status !== null && status !== 'success' && status !== 'failure') {
    throw invalid({ resource: 'Hook', code: 'invalid', field: 'status' })
  }
  const cursor = query.get('cursor')
  const found = deliveriesOf(call)
    .filter((delivery) => status === null || isSuccess(delivery) === (status === 'success'))
    .filter((delivery) => cursor === null || delivery.id < Number(cursor))
    .sort((a, b) => b.id - a.id)
  const perPage = Math.min(100, Number(query.get('per_page') ?? 30) || 30)
  const shown = found.slice(0, perPage)
  const next = new URL(call.url)
  next.searchParams.set('cursor', String(shown.at(-1)?.id))
  return {
    status: 200,
    body: shown.map(serializeDelivery),
    ...(found.length > perPage ? { headers: { link: `<${next.href}>; rel="next"` } } : {}),
  }
}

function isSuccess(delivery: Delivery): boolean {
  return delivery.statusCode >= 200 && delivery.statusCode < 400
}

async function showDelivery(call: Call) {
  const delivery = byId(call, deliveriesOf(call))
  const request = await call.github.deliveryRequest(delivery)
  return ok({
    ...serializeDelivery(delivery),
    url: appOf(call.actor).hook?.url ?? '',
    request,
    response: { headers: null, payload: null },
  })
}

function serializeDelivery(delivery: Delivery): Schemas['hook-delivery-item'] {
  return {
    id: delivery.id,
    guid: delivery.guid,
    delivered_at: delivery.deliveredAt,
    redelivery: delivery.redelivery,
    duration: delivery.durationSeconds,
    status: delivery.status,
    status_code: delivery.statusCode,
    event: delivery.event,
    action: delivery.action,
    installation_id: delivery.installationId,
    repository_id: delivery.repositoryId,
  }
}

export function serializeInstallation(github: GitHub, installation: Installation) {
  const app = github.state.apps.find(({ id }) => id === installation.appId)
  const account = serializeUser(github, installation.account)
  const api = `${github.apiUrl}/app/installations/${installation.id}`
  return {
    id: installation.id,
    account,
    repository_selection: 'selected',
    access_tokens_url: `${api}/access_tokens`,
    repositories_url: `${github.apiUrl}/installation/repositories`,
    html_url: `${github.url}/settings/installations/${installation.id}`,
    app_id: installation.appId,
    app_slug: app?.slug ?? '',
    target_id: Number(account.id),
    target_type: account.type,
    permissions: { metadata: 'read', ...installation.permissions },
    events: installation.events,
    created_at: installation.createdAt,
    updated_at: installation.createdAt,
    single_file_name: null,
    suspended_at: installation.suspendedAt,
    suspended_by: null,
  }
}
