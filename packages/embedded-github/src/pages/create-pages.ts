import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { findIssue, findPullRequest, findRepository } from '../github.ts'
import type { GitHubContext } from '../github-context.ts'
import type { Issue, Repository } from '../model.ts'
import { offeredActs } from './acts/offered-acts.ts'
import { type Received, receiveAct, receiveIssue } from './acts/receive-act.ts'
import { receivePress } from './acts/receive-press.ts'
import { blobPage, commitPage, repositoryPage } from './code-pages.ts'
import { issuePage, listPage } from './issue-pages.ts'
import { checkPage, jobPage, runPage } from './job-pages.ts'
import { type PullTab, pullPage } from './pull-page.ts'
import { type PageFacts, renderView, type ViewName } from './render-view.ts'

/** A view and what it shows; undefined when there is no such thing. */
export type ShownPage = (PageFacts & { readonly view: ViewName }) | undefined

interface PagesOptions {
  /** Login of whoever sits at the browser: issues and pull requests get forms that act as this person. */
  readonly person?: string
}

/** A comment of 65,536 letters, each of them escaped. */
const MAX_FORM_BYTES = 1_000_000

/** Every page of the server, to be mounted at its root: readable without scripts, and asking nothing of anybody else. */
export function createPages(github: GitHubContext, { person: login }: PagesOptions = {}): Hono {
  const app = new Hono()
  const person = login === undefined ? undefined : { login, key: randomUUID() }
  const actsOn = (repository: Repository, issue: Issue) =>
    person && offeredActs(repository, issue, { person: person.login, key: person.key })
  const css = readFileSync(join(import.meta.dirname, 'pages.css'), 'utf8')
  app.get('/_assets/pages.css', (c) =>
    c.body(css, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': 'max-age=60' }),
  )
  app.get('/', (c) => respond(c, home(github)))

  const page = (path: string, show: (repository: Repository, c: Context) => Promise<ShownPage> | ShownPage) =>
    app.get(`/:owner/:repo${path}`, async (c) => {
      const repository = findRepository(github, c.req.param('owner') ?? '', c.req.param('repo') ?? '')
      return respond(c, repository && (await show(repository, c)))
    })
  page('', (repository) => repositoryPage(github, repository, []))
  page('/tree/*', (repository, c) => repositoryPage(github, repository, segmentsAfter(c, 'tree')))
  page('/blob/*', (repository, c) => blobPage(github, repository, segmentsAfter(c, 'blob')))
  page('/commit/:sha{[0-9a-f]{7,40}}', (repository, c) => commitPage(github, repository, param(c, 'sha')))
  page('/issues', (repository, c) => listPage(repository, 'issues', { state: c.req.query('state'), person }))
  page('/pulls', (repository, c) => listPage(repository, 'pulls', { state: c.req.query('state') }))
  page('/runs/:id{[0-9]+}', (repository, c) =>
    checkPage(github, repository, { id: Number(param(c, 'id')), person }),
  )
  page('/actions/runs/:run{[0-9]+}', (repository, c) => runPage(github, repository, Number(param(c, 'run'))))
  page('/actions/runs/:run{[0-9]+}/job/:job{[0-9]+}', (repository, c) =>
    jobPage(github, repository, Number(param(c, 'job'))),
  )
  for (const [path, tab] of TABS) {
    page(`/pull/:number{[0-9]+}${path}`, (repository, c) => {
      const issue = findPullRequest(repository, Number(param(c, 'number')))
      return issue && pullPage(github, repository, { issue, tab, acts: actsOn(repository, issue) })
    })
  }
  app.get('/:owner/:repo/issues/:number{[0-9]+}', (c) => {
    const repository = findRepository(github, c.req.param('owner'), c.req.param('repo'))
    const issue = repository && findIssue(repository, Number(c.req.param('number')))
    if (repository && issue?.pull)
      return c.redirect(`/${repository.owner}/${repository.name}/pull/${issue.number}`)
    const acts = repository && issue && actsOn(repository, issue)
    return respond(c, repository && issue && issuePage(github, repository, { issue, acts }))
  })
  if (person) receiveForms(app, github, person)
  return app
}

/** One address for whatever can be done with an issue or a pull request, one for new issues, and one for the buttons of a check. */
function receiveForms(app: Hono, github: GitHubContext, person: Parameters<typeof receiveAct>[1]): void {
  const answer = (c: Context, received: Received) => {
    if (received.kind === 'done') return c.redirect(`${received.path}#acts`, 303)
    return received.kind === 'refused' ? respond(c, received.page, received.status) : respond(c, undefined)
  }
  const limit = bodyLimit({ maxSize: MAX_FORM_BYTES })
  app.post('/:owner/:repo/issues/:number{[0-9]+}', limit, async (c) =>
    answer(c, await receiveAct(github, person, c)),
  )
  app.post('/:owner/:repo/issues', limit, async (c) => answer(c, await receiveIssue(github, person, c)))
  app.post('/:owner/:repo/runs/:id{[0-9]+}', limit, async (c) =>
    answer(c, await receivePress(github, person, c)),
  )
}

const TABS: readonly [string, PullTab][] = [
  ['', 'conversation'],
  ['/commits', 'commits'],
  ['/checks', 'checks'],
  ['/files', 'files'],
]

function respond(c: Context, shown: ShownPage, status: 200 | 403 | 422 = 200): Response {
  const { view, ...facts } = shown ?? NOT_FOUND
  const { html, policy } = renderView(view, facts)
  return c.html(html, shown ? status : 404, {
    'Content-Security-Policy': policy,
    'X-Content-Type-Options': 'nosniff',
    // With `no-referrer` browsers do not say either which page a form is of.
    'Referrer-Policy': 'same-origin',
    'Cache-Control': 'no-store',
  })
}

const NOT_FOUND = {
  view: 'message',
  title: 'Not found',
  data: { heading: 'Not found', text: 'There is no such page on this server.' },
} as const

function home({ state }: GitHubContext): ShownPage {
  return { view: 'home', title: 'Repositories', data: { repositories: state.repositories } }
}

function param(c: Context, name: string): string {
  return c.req.param(name) ?? ''
}

/** The decoded segments of the path after `/owner/repo/<word>/`. */
function segmentsAfter(c: Context, word: string): string[] {
  const segments = new URL(c.req.url).pathname.split('/').slice(3)
  if (segments[0] !== word) return []
  try {
    return segments
      .slice(1)
      .map(decodeURIComponent)
      .filter((segment) => segment !== '')
  } catch {
    return []
  }
}
