import { isSameSecret } from '@speculate-dev/system'
import { bodyLimit } from 'hono/body-limit'
import { dropDeadLetters, redriveDeadLetters } from '../../adapters/storage/jobs/operator/dead-letters.ts'
import type { DashboardOptions } from '../create-dashboard.ts'
import { operationsPage } from '../pages/operations-page.ts'
import { refusedForm } from '../pages/refused-form.ts'
import { readOperations } from '../reading/read-operations.ts'
import { notFound, type Pages } from './page-context.ts'

/** Nobody else learns that there are any. */
export function operatorRoutes(app: Pages, { database, now, log }: DashboardOptions): void {
  app.get('/operations', async (context) => {
    const { viewer } = context.var
    if (!viewer.isOperator) return notFound(context)
    const said = SAID.get(context.req.query('done') ?? '')
    return context.html(operationsPage(await readOperations(database), { viewer, now: now(), said }))
  })
  app.post('/operations/:act{redrive|drop}', bodyLimit({ maxSize: 10_000 }), async (context) => {
    const { viewer } = context.var
    const { key, id } = await context.req.parseBody()
    if (!viewer.isOperator) return notFound(context)
    const isOwnForm = typeof key === 'string' && isSameSecret(key, viewer.formKey)
    const isAsked = isOwnForm && typeof id === 'string' && /^[0-9a-f-]{36}$/.test(id)
    if (!isAsked) return context.html(refusedForm('Not done', viewer), 403)
    const isDropped = context.req.param('act') === 'drop'
    if (isDropped) await dropDeadLetters(database, [id])
    const moved = isDropped ? 0 : await redriveDeadLetters(database, [id])
    const who = viewer.login ?? 'whoever sits at this machine'
    log(`${who} has the failed job ${id} ${isDropped ? 'removed' : 'tried again'}`, { level: 'info' })
    const done = isDropped ? 'removed' : moved > 0 ? 'put-back' : 'stays'
    return context.redirect(`/operations?done=${done}`, 303)
  })
}

const SAID: ReadonlyMap<string, string> = new Map([
  ['put-back', 'The job was put back; a worker takes it within ten seconds if there is one.'],
  ['stays', 'The job stays: the same one waits or runs already.'],
  ['removed', 'The job was removed.'],
])
