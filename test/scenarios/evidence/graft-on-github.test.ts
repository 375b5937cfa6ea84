import { expect, it, onTestFinished } from 'vitest'
import { createProver } from '../../../src/adapters/proof/create-prover.ts'
import { RIGHT, testOf } from '../../adapters/proof/tiny-repository.ts'
import { onThisHost } from '../../fakes/agents/agent-commands.ts'
import { golden } from '../../golden.ts'
import { aBusyRepository } from '../worlds/counted/a-busy-repository.ts'

it('the tests of a loser go onto the winner by a command, are judged with it, and it stays the winner', async () => {
  const repository = await aBusyRepository({
    settings: 'proof: true\n',
    prover: createProver({ sandbox: onThisHost.sandbox }),
    writes: (candidate) => ({
      'src/add.js': candidate === 'near' ? RIGHT : RIGHT.replace('a + b', 'b + a'),
      [`test/${candidate}.test.js`]: testOf(
        candidate === 'near' ? 'add(2, 3), 5' : 'add(-1, 1), 0',
        candidate === 'near' ? 'adds' : 'adds what is negative',
      ),
    }),
  })
  onTestFinished(() => repository.close())
  const run = await repository.story()
  await run.decided({ near: 'success', far: 'success' })
  const offered = run.told()
  const before = run.draftOf('near').pull.head.sha
  await run.say('/speculate graft far', { on: run.draftOf('near').number })
  const grafted = run.told()
  const { sha } = run.draftOf('near').pull.head
  expect(sha).not.toBe(before)
  const { rest } = repository.people.maya
  const { data } = await rest.repos.compareCommits({ ...repository.here, base: before, head: sha })
  expect(data.files?.map(({ filename, status }) => [filename, status])).toEqual([
    ['test/far.test.js', 'added'],
  ])
  await run.end({ near: 'success' })
  await expect(
    `# Offered\n\n${offered}\n# Grafted\n\n${grafted}\n# Judged again\n\n${run.told()}`,
  ).toMatchFileSnapshot(golden())
  expect(run.draftOf('near')).toMatchObject({ state: 'open', pull: { draft: false } })
  expect((await run.run())?.revoked).toBeUndefined()
  await rest.pulls.merge(run.pull('near'))
  const { data: merged } = await rest.repos.getContent({ ...repository.here, path: 'test' })
  expect([merged].flat().map(({ name }) => name)).toEqual(['add.test.js', 'far.test.js', 'near.test.js'])
})
