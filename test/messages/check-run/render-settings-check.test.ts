import { expect, it } from 'vitest'
import { parseSettings } from '../../../src/config/repository.ts'
import { renderSettingsCheck } from '../../../src/messages/check-run/render-settings-check.ts'

const on = (text: string, { account, isActing = false }: { account?: string; isActing?: boolean } = {}) =>
  renderSettingsCheck({
    settings: parseSettings(
      text,
      account === undefined ? undefined : { file: '.github/speculate.yml of acme/.github', text: account },
    ),
    defaultBranch: 'main',
    isActing,
  })

it('says at each line what is wrong there, with the nearest right key', () => {
  const said = on('verifer:\n  checks: [test]\nattempt_minutes: soon\n')
  expect(said).toMatchObject({ conclusion: 'failure', title: 'The settings have 2 mistakes' })
  expect(said.annotations).toEqual([
    {
      path: '.github/speculate.yml',
      line: 1,
      title: 'Mistake in the settings',
      message: expect.stringContaining('Did you mean "verifier"?'),
    },
    { path: '.github/speculate.yml', line: 3, title: 'Mistake in the settings', message: expect.any(String) },
  ])
  expect(said.summary).toContain('On `main`, no run could begin with them.')
  expect(on('a: 1\n', { isActing: true }).summary).toContain('Until that is corrected, no run begins')
})

it('is a success without mistakes, and says when they act', () => {
  const right = 'verifier:\n  checks: [test]\n'
  expect(on(right)).toMatchObject({
    ...{ conclusion: 'success', annotations: [] },
    summary: 'They act once they are on `main`, and change nothing before.',
  })
  expect(on(right, { isActing: true }).summary).toBe('They act on every run that begins from now on.')
})

it('blames nobody for what the account says', () => {
  const said = on('verifier:\n  checks: [test]\n', { account: 'a: 1\n' })
  expect(said).toMatchObject({ conclusion: 'neutral', annotations: [] })
  expect(said.summary).toContain('`.github/speculate.yml of acme/.github` line 1')
})

it('T6: shows what somebody has written as code, on one line, and no more of it than can be read', () => {
  const hostile = `"@maya [x](http://x) <img src=x> \\u202e${'y'.repeat(5_000)}": 1\n`
  const said = on(hostile)
  expect(said.summary).not.toMatch(/(^|[^`])@maya/)
  expect(said.summary.length).toBeLessThan(3_000)
  expect(said.annotations[0]?.message.length).toBeLessThanOrEqual(600)
  expect(said.annotations[0]?.message).not.toContain('\u202e')
})
