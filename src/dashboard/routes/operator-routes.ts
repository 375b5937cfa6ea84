import { dropDeadLetters, redriveDeadLetters } from '../../adapters/storage/jobs/operator/dead-letters.ts'
import { formLimit, ownForm } from '../access/own-form.ts'
import type { DashboardOptions } from '../create-dashboard.ts'
import { operationsPage } from '../pages/operations-page.ts'
import { refusedForm } from '../pages/refused-form.ts'
import { readOperations } from '../reading/read-operations.ts'
import { notFound, type Pages } from './page-context.ts'

/** Nobody else learns that there are any. */
export function operatorRoutes(app: Pages, { database, now, log }: DashboardOptions): void {
  app.use('/operations/*', async (context, next) =>
    context.var.viewer.isOperator ? next() : notFound(context),
  )
  app.get('/operations', async (context) => {
    const { viewer } = context.var
    const said = SAID.get(context.req.query('done') ?? '')
    return context.html(operationsPage(await readOperations(database), { viewer, now: now(), said }))
  })
  app.post('/operations/:act{redrive|drop}', formLimit, async (context) => {
    const { viewer } = context.var
    const id = (await ownForm(context, viewer.formKey))?.id
    if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id))
      return context.html(refusedForm('Not done', viewer), 403)
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
