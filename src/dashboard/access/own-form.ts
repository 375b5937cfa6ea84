import { isSameSecret } from '@speculate-dev/system'
import type { Context } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { messagePage } from '../pages/frame.ts'

/** No form of ours has as much. */
const MAX_BYTES = 10_000
const TOO_MUCH = 'This form has more in it than any of ours.'

export const formLimit = bodyLimit({
  maxSize: MAX_BYTES,
  onError: (context) => context.html(messagePage({ heading: 'Not done', text: TOO_MUCH }), 413),
})

/** What a form says; undefined where it does not know the key of who sends it, and so is not of a page made for them. */
export async function ownForm(
  context: Context,
  formKey: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const fields = await context.req.parseBody().catch(() => undefined)
  const key = fields?.key
  return typeof key === 'string' && isSameSecret(key, formKey) ? fields : undefined
}
