import { expect, it } from 'vitest'
import { dashboardOf, pagesUrlOf } from '../../src/app/dashboard-of.ts'
import { Environment } from '../../src/config/environment.ts'

const SET = {
  PUBLIC_URL: 'https://speculate.example.com/',
  GITHUB_CLIENT_ID: 'Iv1.1234',
  GITHUB_CLIENT_SECRET: 'a-secret-of-the-app',
}

it('people can sign in where the App and the address of the server are named', () => {
  expect(dashboardOf(Environment.parse({ ...SET, SPECULATE_OPERATORS: 'maya, rhea' }))).toEqual({
    clientId: 'Iv1.1234',
    clientSecret: 'a-secret-of-the-app',
    publicUrl: 'https://speculate.example.com',
    operators: ['maya', 'rhea'],
  })
  expect(dashboardOf(Environment.parse(SET))?.operators).toEqual([])
})

it.each([
  { PUBLIC_URL: undefined },
  { PUBLIC_URL: 'http://speculate.example.com' },
  { GITHUB_CLIENT_ID: undefined },
  { GITHUB_CLIENT_SECRET: undefined },
])('and nobody can with %o', (changed) => {
  expect(dashboardOf(Environment.parse({ ...SET, ...changed }))).toBeUndefined()
})

it('on this machine an address without encryption is as good', () => {
  expect(dashboardOf(Environment.parse({ ...SET, PUBLIC_URL: 'http://127.0.0.1:3000' }))).toBeDefined()
})

it('scoreboards lead to it where everybody can reach it, also those of a worker without the secret', () => {
  const without = { ...SET, GITHUB_CLIENT_SECRET: undefined }
  expect(pagesUrlOf(Environment.parse(SET))).toBe('https://speculate.example.com')
  expect(pagesUrlOf(Environment.parse(without))).toBeUndefined()
  expect(pagesUrlOf(Environment.parse({ ...without, SPECULATE_ROLE: 'worker' }))).toBeDefined()
  expect(pagesUrlOf(Environment.parse({ ...SET, PUBLIC_URL: 'http://127.0.0.1:3000' }))).toBeUndefined()
})
