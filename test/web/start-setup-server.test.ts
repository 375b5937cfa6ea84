import { expect, it } from 'vitest'
import { startSetupServer } from '../../src/web/start-setup-server.ts'

it('offers a page that creates the App with our permissions and webhook address', async () => {
  const publicUrl = 'https://speculate.example.com'
  const setup = await startSetupServer({ port: 0, host: '127.0.0.1', publicUrl })
  try {
    const page = await (await fetch(setup.url)).text()
    const manifest = /name="manifest"[^>]*value='([^']*)'/.exec(page)?.[1] ?? '{}'
    expect(JSON.parse(manifest)).toMatchObject({
      name: 'speculate',
      hook_attributes: { url: `${publicUrl}/api/github/webhooks` },
      public: false,
      default_permissions: { contents: 'write', pull_requests: 'write', actions: 'write' },
    })
  } finally {
    await setup.stop()
  }
})
