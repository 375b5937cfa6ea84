import { expect, it } from 'vitest'
import type { OwnCheck } from '../../../src/domain/checks/own-check.ts'
import type { ForgeStage } from '../forge.ts'
import { drafted } from './drafted.ts'

export function describeCheckRuns(stage: () => ForgeStage): void {
  it('makes its check run once, shows it as its own and as no observation, and changes it afterwards', async () => {
    const { stage: given, branch, head, read } = await drafted(stage())
    const { forge, repository, repositoryId } = given
    const write = (key: string, conclusion: 'success' | undefined, existing: OwnCheck | undefined) => {
      const said = {
        conclusion,
        title: 'Compared',
        summary: 'It is.',
        text: 'All.',
        annotations: [],
        buttons: [],
      }
      const of = {
        candidate: 'minimal-change',
        head,
        key: `${branch} ${key}`,
        existing,
        url: 'https://forge.test/x',
      }
      return forge.ensureCheckRuns(repository, { repositoryId, checkRuns: [{ ...said, ...of }] })
    }
    expect((await read()).ownCheck).toBeUndefined()
    await write('a', undefined, undefined)
    const first = (await read()).ownCheck
    expect(first).toMatchObject({ key: `${branch} a`, isCompleted: false })
    // By somebody who has not seen it yet.
    await write('b', undefined, undefined)
    expect((await read()).ownCheck).toEqual({ ...first, key: `${branch} b` })
    await write('c', 'success', first)
    const { ownCheck, observations } = await read()
    expect(ownCheck).toEqual({ ...first, key: `${branch} c`, isCompleted: true })
    expect(observations).toEqual([])
  })

  it('tells a commit of its settings beside that, under another name, and as no observation either', async () => {
    const { stage: given, branch, head, read } = await drafted(stage())
    const { forge, repository, repositoryId } = given
    const annotations = [{ path: 'a.yml', line: 1, title: 'Mistake', message: 'it is' }]
    const said = { title: 'Mistakes', summary: 'One.', text: '', annotations, buttons: [] }
    const of = { ...said, head, existing: undefined, conclusion: 'failure' as const }
    const settings = { ...of, name: 'speculate settings', key: `${head} a` }
    const candidate = { ...of, conclusion: undefined, key: `${branch} a` }
    for (const checkRuns of [[settings], [candidate], [settings]])
      await forge.ensureCheckRuns(repository, { repositoryId, checkRuns })
    const { ownCheck, observations } = await read()
    expect(ownCheck).toMatchObject({ key: `${branch} a`, isCompleted: false })
    expect(observations).toEqual([])
  })
}
