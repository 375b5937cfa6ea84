import { describe, expect, it } from 'vitest'
import { maintainerOf } from '../../../src/commands/try/maintainer-of.ts'

const named = (stdout: string) =>
  maintainerOf({ git: async () => ({ ok: stdout !== '', stdout, stderr: '' }) })

describe('maintainerOf', () => {
  it.each([
    ['Ada Lovelace', 'ada-lovelace'],
    ['José  Álvarez-Núñez', 'jose-alvarez-nunez'],
    ['-x-', 'x'],
    ['dependabot[bot]', 'dependabot-bot'],
    ['', 'you'],
    ['李雷', 'you'],
    ['Speculate', 'you'],
    ['a '.repeat(60), `${'a-'.repeat(19)}a`],
  ])('calls %j %s', async (name, login) => {
    expect(await named(name)).toBe(login)
  })
})
