import type { Context } from 'hono'
import { ApiError } from '../../api-error.ts'
import { findRepository } from '../../github.ts'
import type { GitHubContext } from '../../github-context.ts'
import { type Person, type Received, receiveForm, refused } from './receive-act.ts'

/** Presses a button of a check for the person, from the page of that check and from no other. */
export async function receivePress(github: GitHubContext, person: Person, c: Context): Promise<Received> {
  const repository = findRepository(github, c.req.param('owner') ?? '', c.req.param('repo') ?? '')
  const run = repository?.checkRuns.find(({ id }) => id === Number(c.req.param('id')))
  if (!repository || !run) return { kind: 'unknown' }
  const path = `/${repository.owner}/${repository.name}/runs/${run.id}`
  const asked = await receiveForm(person, c, path)
  if ('kind' in asked) return asked
  try {
    await github.pressButton(repository, {
      run,
      identifier: String(asked.fields.button),
      login: person.login,
    })
  } catch (error) {
    if (!(error instanceof ApiError)) throw error
    return refused(422, error.message, path)
  }
  return { kind: 'done', path }
}
