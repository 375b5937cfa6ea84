import type { components } from '@octokit/openapi-types'
import { findUser, type GitHub } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { App, User } from '../model.ts'
import { clientId } from '../sign-in/find-client.ts'

export type Schemas = components['schemas']

/** A login without an account (the owner of a built-in App, for example) shows as the ghost that GitHub shows. */
export function serializeUser(github: GitHub, login: string): Schemas['simple-user'] {
  return simpleUser(
    github,
    findUser(github, login) ?? { id: 10137, login: login || 'ghost', type: 'User', createdAt: '' },
  )
}

export function userOrNull(github: GitHub, login: string | null): Schemas['simple-user'] | null {
  return login === null ? null : serializeUser(github, login)
}

function simpleUser(github: GitHub, user: User): Schemas['simple-user'] {
  const api = `${github.apiUrl}/users/${encodeURIComponent(user.login)}`
  const isBot = user.type === 'Bot'
  return {
    login: user.login,
    id: user.id,
    node_id: nodeId(user.type, user.id),
    avatar_url: `${github.url}/avatars/${user.id}`,
    gravatar_id: '',
    url: api,
    html_url: isBot ? `${github.url}/apps/${user.login.replace('[bot]', '')}` : `${github.url}/${user.login}`,
    followers_url: `${api}/followers`,
    following_url: `${api}/following{/other_user}`,
    gists_url: `${api}/gists{/gist_id}`,
    starred_url: `${api}/starred{/owner}{/repo}`,
    subscriptions_url: `${api}/subscriptions`,
    organizations_url: `${api}/orgs`,
    repos_url: `${api}/repos`,
    events_url: `${api}/events{/privacy}`,
    received_events_url: `${api}/received_events`,
    type: user.type,
    site_admin: false,
  }
}

export function serializeProfile(github: GitHub, user: User): Schemas['public-user'] {
  return {
    ...simpleUser(github, user),
    name: null,
    company: null,
    blog: null,
    location: null,
    email: null,
    hireable: null,
    bio: null,
    public_repos: github.state.repositories.filter((r) => r.owner === user.login && !r.isPrivate).length,
    public_gists: 0,
    followers: 0,
    following: 0,
    created_at: user.createdAt,
    updated_at: user.createdAt,
  }
}

export function serializeApp(github: GitHub, app: App): Schemas['integration'] & { slug: string } {
  return {
    id: app.id,
    slug: app.slug,
    node_id: nodeId('App', app.id),
    client_id: clientId(app),
    owner: serializeUser(github, app.owner),
    name: app.name,
    description: null,
    external_url: `${github.url}/apps/${app.slug}`,
    html_url: `${github.url}/apps/${app.slug}`,
    created_at: app.createdAt,
    updated_at: app.createdAt,
    permissions: { metadata: 'read', ...app.permissions },
    events: app.events,
  }
}

export function appOrNull(github: GitHub, id: number | null) {
  const app = github.state.apps.find((candidate) => candidate.id === id)
  return app === undefined ? null : serializeApp(github, app)
}
