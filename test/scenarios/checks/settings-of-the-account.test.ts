import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createInstallations } from '../../../src/adapters/github/connection/installations/installations.ts'
import { readContractInputs } from '../../../src/snapshot/read-contract-inputs.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

let stage: EmbeddedStage

beforeAll(async () => {
  stage = await startEmbeddedStage()
  await stage.commitToMain('.github/speculate.yml', 'attempt_minutes: 7\n')
})
afterAll(() => stage.close())

/** Of a server that has read nothing of the account yet. */
async function read(repo = stage.repository) {
  const sent: { readonly path: string; readonly status: number | undefined }[] = []
  const installations = createInstallations(stage.credentials, {
    ...{ baseUrl: stage.github.apiUrl, pacing: 'none' },
    onRequest: ({ path, status }) => sent.push({ path, status }),
  })
  const forge = await installations.forgeFor(repo)
  const facts = await forge.repositoryFacts(repo)
  const inputs = () => readContractInputs(forge, repo, facts)
  return { inputs, ofAccount: () => sent.filter(({ path }) => path.includes('/.github/')) }
}

const SHARED = 'verifier:\n  checks: [shared]\nattempt_minutes: 3\n'

describe('settings of the account', () => {
  it('are none where it has no repository `.github`, which is asked once', async () => {
    const { inputs, ofAccount } = await read()
    const found = await inputs()
    await inputs()
    expect(found.settings).toMatchObject({ ok: true, value: { attempt_minutes: 7 } })
    expect(found.account).toBeUndefined()
    expect(ofAccount()).toEqual([{ path: '/api/v3/repos/acme/.github/installation', status: 404 }])
  })

  it('are not read where the App is not installed on that, public as it is', async () => {
    await stage.github.admin.createRepository({
      ...{ owner: 'acme', name: '.github' },
      source: { files: { '.github/speculate.yml': SHARED } },
    })
    const { inputs } = await read()
    expect((await inputs()).settings).toMatchObject({ ok: true, value: { verifier: { checks: [] } } })
  })

  it('act where it is, under what the repository itself says, and cost nothing while they stay the same', async () => {
    await stage.github.admin.installApp(stage.credentials.appId, 'acme', ['payments', '.github'])
    const { inputs, ofAccount } = await read()
    const found = await inputs()
    expect(found.settings).toMatchObject({
      ok: true,
      value: { attempt_minutes: 7, verifier: { checks: [{ name: 'shared' }] } },
    })
    expect(found.account).toEqual({
      file: '.github/speculate.yml of acme/.github',
      keys: ['verifier.checks'],
    })
    expect(await inputs()).toEqual(found)
    const contents = ofAccount().filter(({ path }) => path.includes('/contents/'))
    expect(contents.map(({ status }) => status)).toEqual([200, 304])
  })

  it('are not merged with themselves in the repository that has them', async () => {
    const { inputs } = await read({ owner: 'acme', repo: '.github' })
    const found = await inputs()
    expect(found.settings).toMatchObject({ ok: true, value: { attempt_minutes: 3 } })
    expect(found.account).toBeUndefined()
  })
})
