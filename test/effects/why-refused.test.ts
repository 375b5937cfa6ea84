import { expect, it } from 'vitest'
import { whyRefused } from '../../src/effects/why-refused.ts'
import { InstallationLimited } from '../../src/ports/forge-errors.ts'

const REPOSITORY = { owner: 'acme', repo: 'payments' }
const limited = new InstallationLimited('the App is suspended by acme', 'Unsuspend it.')
const ofGit = (status: number) =>
  new Error(
    `git push failed (exit code 128): fatal: unable to access 'https://github.com/acme/payments.git/': The requested URL returned error: ${status}`,
  )

it.each([401, 403])(
  "O16: git's %i is told as what the installation lacks, because git does not say it",
  async (status) => {
    expect(await whyRefused(ofGit(status), REPOSITORY, async () => limited)).toBe(limited)
  },
)

it('an error of git that is no refusal stays what it is, and nobody is asked', async () => {
  const asked: unknown[] = []
  const error = ofGit(500)
  const limits = async (repository: unknown) => {
    asked.push(repository)
    return limited
  }
  expect(await whyRefused(error, REPOSITORY, limits)).toBe(error)
  expect(asked).toEqual([])
})

it('a refusal of git stays what it is where the installation lacks nothing, or cannot be asked', async () => {
  const error = ofGit(403)
  expect(await whyRefused(error, REPOSITORY, async () => undefined)).toBe(error)
  expect(await whyRefused(error, REPOSITORY, undefined)).toBe(error)
  expect(await whyRefused(error, REPOSITORY, () => Promise.reject(new Error('unreachable')))).toBe(error)
})
