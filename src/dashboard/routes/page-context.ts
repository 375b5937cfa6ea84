import type { Context, Hono } from 'hono'
import { withoutUndefined } from '../../domain/without-undefined.ts'
import type { Viewer } from '../access/viewer.ts'
import { messagePage } from '../pages/frame.ts'

export type Env = { Variables: { viewer: Viewer } }
export type Pages = Hono<Env>
export type PageContext = Context<Env>

/** The same for what is not there and for what is not for this viewer: nobody learns which. */
export function notFound(context: PageContext): Response | Promise<Response> {
  const { viewer } = context.var
  const text = 'There is no such page, or it is about a repository that you cannot read on GitHub.'
  return context.html(messagePage({ heading: 'Not found', text, ...withoutUndefined({ viewer }) }), 404)
}
