import { expect, it, onTestFinished } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository } from '../worlds/counted/a-busy-repository.ts'

const BY_TEXT = 'It does.\n\n```speculate\ndk_speculate: true\n```\n'

it('a run begins by the text of an issue, on the critical path where it is risky, and not otherwise', async () => {
  const repository = await aBusyRepository({ places: 4 })
  onTestFinished(() => repository.close())
  const { people, stage, here } = repository
  const asking = await repository.story({ body: BY_TEXT })
  const first = await repository.story({ title: 'First', body: 'Do.' })
  const last = await repository.story({ title: 'Last', body: 'Do.' })
  for (const story of [asking, first, last]) story.told()
  await repository.settle()
  const { data } = await people.owner.rest.issues.get({ ...here, issue_number: first.number })
  await last.act(() =>
    people.owner.rest.issues.addBlockedByDependency({
      ...here,
      issue_number: last.number,
      issue_id: data.id,
    }),
  )
  await last.act(() => stage.label(last.number, 'risk:high'))
  const told = [
    ...['# Asks for it', asking.told()],
    ...['# On the critical path, and no risk', first.told()],
    ...['# On the critical path, of high risk', last.told()],
  ]
  await expect(told.join('\n\n').replaceAll(`#${first.number}`, '#‹first›')).toMatchFileSnapshot(golden())
})

it('a run begins for every issue where the settings say so', async () => {
  const repository = await aBusyRepository({
    places: 4,
    settings: 'speculation:\n  force_speculate: true\n',
  })
  onTestFinished(() => repository.close())
  const run = await repository.story({ body: 'It does.' })
  await run.act(() => undefined)
  await expect(run.told()).toMatchFileSnapshot(golden())
})
