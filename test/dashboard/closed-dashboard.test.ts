import { expect, it } from 'vitest'
import { closedDashboard } from '../../src/dashboard/closed-dashboard.ts'

it.each(['/runs', '/runs/acme/payments/12/1', '/operations', '/statistics', '/sign-in'])(
  'a dashboard that nobody can sign in to says so: %s',
  async (path) => {
    const answer = await closedDashboard().fetch(new Request(`http://127.0.0.1${path}`))
    expect(answer.status).toBe(404)
    expect(await answer.text()).toContain('The dashboard is off.')
  },
)

it('and has nothing else', async () => {
  const answer = await closedDashboard().fetch(new Request('http://127.0.0.1/runsome'))
  expect([answer.status, await answer.text()]).toEqual([404, 'Not found\n'])
})
