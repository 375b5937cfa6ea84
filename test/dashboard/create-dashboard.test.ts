import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { NOW } from '../builders/story.ts'
import { type ADashboard, aDashboard, JUDGED, OPEN } from './a-dashboard.ts'

// It opens a database.
vi.setConfig({ hookTimeout: 60_000 })

let dashboard: ADashboard
const textOf = async (path: string) => (await dashboard.get(path)).text()

beforeAll(async () => {
  dashboard = await aDashboard()
})
afterAll(() => dashboard?.close())

describe('the list of runs', () => {
  it('tells of each how far it has come, and leads to its page', async () => {
    const page = await textOf('/runs')
    expect(page).toContain(`<a href="${JUDGED}">Retry charges twice</a>`)
    expect(page).toContain('waits for a free place')
    expect(page).toContain('✓ <strong>promoted</strong>')
    expect(page).toMatch(/<code>one<\/code> wins: it passes .*[^.]\.<\/p>/)
  })

  it('can be of one repository, or of what is under way', async () => {
    const open = await textOf('/runs?state=open')
    expect([open.includes(JUDGED), open.includes(OPEN)]).toEqual([false, true])
    const payments = await textOf('/runs?repository=ACME%2Fpayments')
    expect([payments.includes(JUDGED), payments.includes(OPEN)]).toEqual([true, false])
    expect(payments).toContain('<option value="acme/payments" selected>')
  })

  it('takes what a form leaves open for everything', async () => {
    const all = await textOf('/runs?repository=&state=')
    expect([all.includes(JUDGED), all.includes(OPEN)]).toEqual([true, true])
  })

  it.each([
    '?repository=..%2F..',
    '?repository=acme',
    '?state=lost',
    "?state=open'--",
    '?page=0',
    '?page=1e9',
  ])('says of what cannot be asked for what can: %s', async (query) => {
    for (const path of ['/runs', '/runs/events']) {
      const answer = await dashboard.get(path + query)
      expect(answer.status).toBe(400)
      expect(await answer.text()).toContain('of a repository, named OWNER/REPO')
    }
  })

  it('says that there are none of a kind, and leads back to all', async () => {
    const page = await textOf('/runs?repository=acme/none')
    expect(page).toContain('There are no such runs.')
    expect(page).toContain('<a href="/runs">All runs</a>')
  })
})

describe('the news of a page', () => {
  it('listens for nobody who asks for its head alone, so that the places stay free', async () => {
    for (const path of ['/runs/events', `${OPEN}/events`])
      for (let n = 0; n < 201; n++) expect((await dashboard.head(path)).status).toBe(200)
    const answer = await dashboard.get('/runs/events')
    expect(answer.status).toBe(200)
    await answer.body?.cancel()
  })
})

describe('the page of a run', () => {
  it('has the scoreboard in its words, the evidence of every check, briefs, costs, and whether the log holds', async () => {
    const page = await textOf(JUDGED)
    for (const title of ['Candidates', 'Scoreboard', 'Evidence', 'Briefs', 'Attempts and cost', 'Log'])
      expect(page).toContain(`>${title}</h2>`)
    expect(page).toContain('<strong>Why it is promoted.</strong>')
    expect(page).toContain('Why the others are not')
    expect(page).toContain('href="https://github.example/acme/payments/issues/21"')
    expect(page).toMatch(/✗ <a href="[^"]*" rel="noreferrer">failed<\/a>/)
    expect(page).toContain('✓ The log is unbroken: ')
    expect(page).toContain('# One issue, several candidates')
  })

  it('says so where the log was changed', async () => {
    const { kysely } = dashboard.database
    await sql`alter table speculate.audit disable trigger user`.execute(kysely)
    await kysely
      .updateTable('audit')
      .set({ at: '2020-01-01T00:00:00.000Z' })
      .where('speculation', '=', 'acme/payments#12.1')
      .where('seq', '=', 2)
      .execute()
    expect(await textOf(JUDGED)).toContain('✗ The log was tampered with')
  })

  it('shows what others wrote as text, and lets no script of a page run', async () => {
    for (const path of ['/runs', OPEN, `${OPEN}/patches`]) {
      const answer = await dashboard.get(path)
      const page = await answer.text()
      expect(page).toContain('&lt;script&gt;')
      expect(page).not.toContain('<script>alert')
      expect(page).not.toContain('<img')
      for (const sign of ['\u202e', '\u0007']) expect(page).not.toContain(sign)
      expect(page).toContain('⟨U+202E⟩⟨U+0007⟩&lt;script&gt;')
      expect(page).not.toMatch(/ style="| on\w+="/)
      const policy = answer.headers.get('content-security-policy') ?? ''
      expect(policy).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self'")
      expect(policy).not.toContain('unsafe')
      expect(answer.headers.get('cache-control')).toBe('no-store')
    }
  })

  it('shows the scoreboard of the issue until there is a verdict', async () => {
    const marker = '<!-- speculate:scoreboard acme/shop#31.1 -->'
    const body = `${marker}\n## Speculation on #31: 3 writing\n\n| Result |\n| --- |\n| waiting for \`test\` |\n`
    await dashboard.store.recordComment({ owner: 'acme', repo: 'shop' }, { on: 31, marker, id: 7, body })
    expect(await textOf(OPEN)).toContain('waiting for <code>test</code>')
  })
})

it('draws what many runs come to, and says the same in tables', async () => {
  const page = await textOf('/statistics')
  expect(page).toContain('aria-label="Runs by the week in which they began, and how they ended"')
  expect(page).toContain('1 of 3 (6–79 %)')
  expect(page).not.toMatch(/ style="|NaN|undefined/)
})

it('says where patches are, where they are not here', async () => {
  expect(await textOf(`${JUDGED}/patches`)).toContain('not on this machine')
})

it.each([
  '/runs/acme/payments/12/2',
  '/runs/acme/payments/0/1',
  '/runs/acme/..%2f/12/1',
  `${JUDGED}/transcripts/one/1`,
  `${JUDGED}/transcripts/..%2f..%2fetc/1`,
  '/elsewhere',
])('there is nothing at %s', async (path) => {
  expect((await dashboard.get(path)).status).toBe(404)
})

it('a name that was led here by somebody else gets nothing', async () => {
  for (const host of ['evil.example', '127.0.0.1.evil.example:3000', 'localhost@evil.example', '']) {
    const answer = await dashboard.get(JUDGED, { host })
    expect(answer.status).toBe(403)
    expect(await answer.text()).not.toContain('Retry')
  }
  for (const host of ['localhost:3000', '[::1]:3000', '127.0.0.1'])
    expect((await dashboard.get(JUDGED, { host })).status).toBe(200)
})

it('tells of a candidate in the list and on its card what people made of it, as the scoreboard does', async () => {
  const other = await aDashboard()
  try {
    const choice = { kind: 'promoted', candidate: 'three', actor: 'maya', at: NOW } as const
    await other.store.recordChoice('acme/payments#12.1', choice)
    for (const path of ['/runs', JUDGED]) {
      const page = await (await other.get(path)).text()
      expect(page).toContain('✓ <strong>chosen</strong>')
      expect(page).toContain('sent back')
      expect(page).not.toContain('✓ <strong>promoted</strong>')
    }
  } finally {
    await other.close()
  }
})
