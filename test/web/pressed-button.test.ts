import { expect, it } from 'vitest'
import { pressedButton } from '../../src/web/pressed-button.ts'

const told = {
  action: 'requested_action',
  requested_action: { identifier: 'promote' },
  check_run: {
    name: 'speculate',
    external_id: 'speculate/12.3/minimal-change 0123456789ab',
    app: { slug: 'speculate' },
  },
  repository: { name: 'payments', owner: { login: 'acme' } },
  sender: { login: 'maya', type: 'User' },
}
const of = (payload: object, event = 'check_run', ownLogin: string | undefined = 'speculate[bot]') =>
  pressedButton(event, payload, { delivery: 'd', ownLogin })

it('says what was pressed, by whom, and of which candidate of which run', () => {
  expect(of(told)).toEqual({
    issue: { owner: 'acme', repo: 'payments', number: 12 },
    run: 3,
    button: { delivery: 'd', by: 'maya', candidate: 'minimal-change', button: 'promote', isPerson: true },
  })
  expect(of({ ...told, sender: { login: 'x[bot]', type: 'Bot' } })?.button.isPerson).toBe(false)
  expect(pressedButton('check_run', told, { delivery: 'd', ownLogin: undefined })).toBeDefined()
})

it.each<[string, object, string?]>([
  ['another event', told, 'check_suite'],
  ['another action', { ...told, action: 'completed' }],
  ['a button that is none of ours', { ...told, requested_action: { identifier: 'merge' } }],
  ['a check of another App', { ...told, check_run: { ...told.check_run, app: { slug: 'other' } } }],
  ['another check', { ...told, check_run: { ...told.check_run, name: 'test' } }],
  ['a check of no candidate', { ...told, check_run: { ...told.check_run, external_id: 'main 1' } }],
  ['no sender', { ...told, sender: null }],
])('is nothing of %s', (_, payload, event) => {
  expect(of(payload, event)).toBeUndefined()
})
