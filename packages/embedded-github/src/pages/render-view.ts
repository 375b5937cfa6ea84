import { randomBytes } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import Handlebars from 'handlebars'
import type { OfferedActs } from './acts/offered-acts.ts'

export interface Page {
  readonly html: string
  /** Value of the `Content-Security-Policy` header: no script, nothing from elsewhere, forms only where the page has some of ours. */
  readonly policy: string
}

export type ViewName =
  | 'home'
  | 'repository'
  | 'list'
  | 'issue'
  | 'pull'
  | 'job'
  | 'blob'
  | 'commit'
  | 'message'

export interface PageFacts {
  readonly title: string
  /** Undefined on pages above a repository. */
  readonly repository?: { readonly owner: string; readonly repo: string; readonly tab: string } | undefined
  readonly data: object
  /** Undefined where nothing can be done on the page. */
  readonly acts?: OfferedActs | undefined
  /** It has forms besides those. */
  readonly takesForms?: boolean | undefined
}

/** One page. Everything is escaped except what a view takes in three braces: HTML of `renderMarkdown`. */
export function renderView(view: ViewName, { title, repository, data, acts, takesForms }: PageFacts): Page {
  const template = VIEWS.get(view)
  const layout = VIEWS.get('layout')
  if (!template || !layout) throw new Error(`no view ${view}`)
  const body = template({ ...data, acts })
  // Colours of labels are data, and a style attribute is what the policy forbids: one block with a nonce holds them.
  const colours = [...new Set([...body.matchAll(/\blabel-([0-9a-f]{6})\b/g)].map((match) => match[1] ?? ''))]
  const nonce = randomBytes(16).toString('base64')
  return {
    html: layout({
      title,
      repository,
      tabs: tabsOf(repository?.tab),
      body,
      nonce,
      colours: colours.map(styleOf).join(''),
    }),
    policy: `default-src 'none'; style-src 'self' 'nonce-${nonce}'; base-uri 'none'; form-action ${acts || takesForms ? "'self'" : "'none'"}; frame-ancestors 'none'`,
  }
}

/** The class that gives a chip its label's colour. */
export function labelClass(color: string): string {
  return /^[0-9a-f]{6}$/i.test(color) ? `label-${color.toLowerCase()}` : 'label-ededed'
}

const handlebars = Handlebars.create()
const VIEWS = readViews(join(import.meta.dirname, 'views'))

function readViews(directory: string): ReadonlyMap<string, Handlebars.TemplateDelegate> {
  const files = readdirSync(directory).filter((file) => file.endsWith('.hbs'))
  const sources = files.map(
    (file) => [basename(file, '.hbs'), readFileSync(join(directory, file), 'utf8')] as const,
  )
  for (const [name, source] of sources) handlebars.registerPartial(name, source)
  return new Map(
    sources.map(([name, source]) => [name, handlebars.compile(source, { knownHelpersOnly: true })]),
  )
}

function tabsOf(current: string | undefined) {
  const tabs = [
    { id: 'code', name: 'Code', path: '' },
    { id: 'issues', name: 'Issues', path: '/issues' },
    { id: 'pulls', name: 'Pull requests', path: '/pulls' },
  ]
  return tabs.map((tab) => ({ ...tab, current: tab.id === current }))
}

function styleOf(color: string): string {
  const [red = 0, green = 0, blue = 0] = [0, 2, 4].map((at) => Number.parseInt(color.slice(at, at + 2), 16))
  const light = 0.299 * red + 0.587 * green + 0.114 * blue > 150
  return `.label-${color}{background:#${color};color:${light ? '#1f2328' : '#fff'}}`
}
