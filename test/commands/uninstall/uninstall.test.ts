import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { uninstall } from '../../../src/commands/uninstall/uninstall.ts'
import { archiveRef } from '../../../src/domain/candidate/archive-ref.ts'
import { candidateMarker } from '../../../src/messages/marker.ts'
import { leftLines } from '../../../src/messages/terminal/remains.ts'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

let stage: EmbeddedStage
beforeEach(async () => {
  stage = await startEmbeddedStage()
  onTestFinished(() => stage.close())
  vi.stubEnv('APP_ID', String(stage.credentials.appId))
  vi.stubEnv('PRIVATE_KEY', stage.credentials.privateKey)
  vi.stubEnv('GITHUB_API_URL', stage.github.apiUrl)
})
afterEach(() => {
  vi.unstubAllEnvs()
  vi.restoreAllMocks()
})

const NAME = 'acme/payments'

async function answered(options: Parameters<typeof uninstall>[1], code = 0): Promise<string> {
  const written: string[] = []
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0)
  expect(await uninstall(NAME, options)).toBe(code)
  vi.restoreAllMocks()
  return written.join('')
}

const state = () => stage.github.state.repositories[0] ?? expect.unreachable('there is no repository')
const open = () => state().issues.flatMap(({ number, state }) => (state === 'open' ? [number] : []))

/** An issue with two drafts, of which the first is ready for review, and a loser that is archived. */
async function used() {
  const { forge, repository, repositoryId } = stage
  const issue = await stage.openIssue({ title: 'Fix it', body: 'Do.' })
  const branches = ['one', 'two', 'three'].map((id) => `speculate/${issue}.1/${id}`)
  const heads = []
  for (const branch of branches) heads.push(await stage.push(branch, 'a.txt', branch))
  const drafts = []
  for (const [place, branch] of branches.slice(0, 2).entries()) {
    const body = `${candidateMarker(`${NAME}#${issue}.1`, ['one', 'two'][place] ?? '')}\nOne.`
    drafts.push(await forge.ensureDraft(repository, { repositoryId, branch, base: 'main', title: 'x', body }))
  }
  const [first, second] = drafts
  if (!first || !second) throw new Error('no drafts')
  await forge.markReady(repository, first, heads[0] ?? '')
  const [, , third = ''] = branches
  const archived = { branch: third, head: heads[2] ?? '', ref: archiveRef(third) }
  await forge.archiveBranches(repository, { repositoryId, branches: [archived] })
  await forge.ensureLabels(repository, { on: first.number, add: ['speculate:winner'], remove: [] })
  // What is not the App's.
  await stage.push('speculate/notes', 'n.txt', 'mine')
  await stage.label(issue, 'speculate:mine')
  return { issue, ready: first.number, draft: second.number }
}

it('A10: shows what the App has left, removes it only when it is told to, and says what stays', async () => {
  const { issue, ready, draft } = await used()
  expect(await answered({ dryRun: true })).toContain('Nothing was removed: this was a dry run.')
  const shown = await answered({}, 1)
  expect(shown).toContain(`1 open pull request to close: #${draft}`)
  expect(shown).toContain(`  speculate/${issue}.1/two`)
  expect(shown).toContain('1 ref below refs/speculate/')
  expect(shown).toContain('Nothing was removed. Say --yes to remove it.')
  expect(open()).toEqual([issue, ready, draft])

  const said = await answered({ yes: true })
  expect(said).toContain('All of this was removed.')
  expect(said).toContain(`#${ready}, ready for review, with its branch`)
  expect(open()).toEqual([issue, ready])
  const { forge, repository } = stage
  expect(await forge.branchHead(repository, `speculate/${issue}.1/one`)).toBeDefined()
  expect(await forge.branchHead(repository, `speculate/${issue}.1/two`)).toBeUndefined()
  expect(await forge.branchHead(repository, 'speculate/notes')).toBeDefined()
  expect(
    state()
      .labels.map(({ name }) => name)
      .filter((name) => name.startsWith('speculate')),
  ).toEqual(['speculate:mine'])
  expect(await answered({ yes: true })).toContain('There is nothing to remove.')
})

it('leaves a branch that others build on, and names one that was moved before it could go', async () => {
  const { issue } = await used()
  const { forge, repository, repositoryId, installations } = stage
  const [two, four] = [`speculate/${issue}.1/two`, `speculate/${issue}.1/four`]
  await stage.push(four, 'a.txt', 'four')
  await stage.push('mine', 'b.txt', 'mine')
  await forge.ensureDraft(repository, { repositoryId, branch: 'mine', base: four, title: 'x', body: 'y' })
  const removal = await installations.removal(repository)
  const remains = await removal.read()
  const moved = await stage.push(two, 'a.txt', 'moved')
  expect(await removal.remove(remains)).toEqual([`refs/heads/${two}`])
  expect(await forge.branchHead(repository, two)).toBe(moved)
  expect(await forge.branchHead(repository, four)).toBeDefined()
  const said = leftLines({ ...remains, refused: [`refs/heads/${two}`] }).join('\n')
  expect(said).toContain(`refs/heads/${two}, which was moved meanwhile`)
})

it('A10: says it to a program, which is never asked', async () => {
  const { draft } = await used()
  const found = JSON.parse(await answered({ json: true }, 1))
  expect(found).toMatchObject({ repository: NAME, removed: false, drafts: [draft] })
  expect(JSON.parse(await answered({ json: true, yes: true }))).toMatchObject({ removed: true })
})
