import { expect, it } from 'vitest'
import { checkDashboard } from '../../src/start-up/check-dashboard.ts'

const SET = {
  PUBLIC_URL: 'https://speculate.example.com',
  GITHUB_CLIENT_ID: 'Iv1.1234',
  GITHUB_CLIENT_SECRET: 'a-secret-of-the-app',
}

it.each([
  [SET, 'ok', 'people sign in at https://speculate.example.com/runs'],
  [{ ...SET, PUBLIC_URL: undefined }, 'warn', 'it is off: PUBLIC_URL is not set'],
  [{ ...SET, GITHUB_CLIENT_ID: undefined }, 'warn', 'it is off: GITHUB_CLIENT_ID is not set'],
  [{ ...SET, PUBLIC_URL: 'http://speculate.example.com' }, 'warn', 'it is off: PUBLIC_URL is not encrypted'],
  [
    { ...SET, GITHUB_CLIENT_SECRET: undefined, SPECULATE_OPERATORS: 'maya' },
    'warn',
    'it is off: GITHUB_CLIENT_SECRET is not set',
  ],
])('says whether people can sign in with %o', async (settings, status, says) => {
  expect(await checkDashboard(settings)()).toEqual([
    expect.objectContaining({ of: 'dashboard', status, says }),
  ])
})

it('says nothing where nobody has asked for it', async () => {
  expect(await checkDashboard({ ...SET, GITHUB_CLIENT_SECRET: undefined })()).toEqual([])
})
