import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type ADashboard, OPEN } from './a-dashboard.ts'
import { dashboardWithWork, TRANSCRIPT } from './dashboard-with-work.ts'

// It opens a database, and asks git.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })

let dashboard: ADashboard

beforeAll(async () => {
  dashboard = await dashboardWithWork()
})
afterAll(() => dashboard?.close())

it('patches are shown as text, without the secrets in them', async () => {
  const page = await (await dashboard.get(`${OPEN}/patches`)).text()
  expect(page).toContain('<h2 id="file-0"><code>client.js</code></h2>')
  expect(page).toContain(
    '<span class="added">+const key = &quot;[redacted]&quot; // ⟨U+202E⟩&lt;/span&gt;&lt;script&gt;',
  )
  expect(page).toContain('<code>two</code>: 1 file</li>')
  expect(page).toContain('it has no patch')
  expect(page).not.toContain('leaves it as it is')
  expect(page).not.toContain('s3cret')
})

it('so are transcripts, which the page of the run leads to', async () => {
  expect(await (await dashboard.get(OPEN)).text()).toContain(`href="${TRANSCRIPT}"`)
  const page = await (await dashboard.get(TRANSCRIPT)).text()
  expect(page).toContain('Solve ⟨U+2066⟩⟨U+001B⟩[31m&lt;b&gt;it&lt;/b&gt;')
  expect(page).toContain('with [redacted]')
  expect(page).toContain('Later calls are not shown: only the first megabyte of a transcript is.')
  expect((await dashboard.get(TRANSCRIPT.replace(/1$/, '2'))).status).toBe(404)
})
