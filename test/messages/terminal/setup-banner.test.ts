import { describe, expect, it } from 'vitest'
import { setupBanner } from '../../../src/messages/terminal/setup-banner.ts'

const code = 'ABCDE-FGHJK-LMNPQ-RSTUV'
const page = `http://127.0.0.1:3000/setup?code=${code}`
const start = 'speculate start'

describe('setupBanner', () => {
  it('names the page and where GitHub will send its events', () => {
    const said = setupBanner({ page, code, publicUrl: 'https://speculate.example.com', start })
    expect(said).toContain(`\n  ${page}\n`)
    expect(said).toContain('GitHub will send its events to https://speculate.example.com (PUBLIC_URL).')
    expect(said).not.toContain('cannot reach')
  })

  it.each([undefined, 'speculate.example.com', 'ftp://speculate.example.com'])(
    'says what comes of it that PUBLIC_URL is %s, and what to type',
    (publicUrl) => {
      const said = setupBanner({ page, code, publicUrl, start })
      expect(said).toContain('no label would ever be seen')
      expect(said).toContain('\n  PUBLIC_URL=https://speculate.example.com speculate start\n')
    },
  )

  it.each(['http://localhost:3000', 'http://127.0.0.1', 'http://[::1]:3000'])(
    'says that GitHub cannot reach %s',
    (publicUrl) => {
      expect(setupBanner({ page, code, publicUrl, start })).toContain('which GitHub cannot reach')
    },
  )
})
