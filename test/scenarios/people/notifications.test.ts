import { expect, it, onTestFinished } from 'vitest'
import { aBusyRepository } from '../worlds/counted/a-busy-repository.ts'
import { type Notified, notificationsOf, toldTo, toldToWatchers } from '../worlds/counted/notifications-of.ts'

const [FIRST, SECOND, THIRD] = ['minimal-change', 'refactor-heavy', 'pattern-extraction'] as const
const ALL = { [FIRST]: 'success', [SECOND]: 'success', [THIRD]: 'failure' } as const

it('for one run of three nobody who takes part is told of more than one comment, one review, and one note for each who has lost', async () => {
  const repository = await aBusyRepository()
  onTestFinished(() => repository.close())
  const run = await repository.story({ body: 'It does.' })
  let seen = 0
  /** By conversation, since this was asked last. */
  const news = () => {
    const all = notificationsOf(repository.repository())
    const names = run.names()
    const named = (told: readonly Notified[]) =>
      told.filter(({ id }) => id > seen).map(({ on, what }) => `${names.get(on)}: ${what}`)
    const answer = {
      author: named(toldTo('maya', all)),
      reviewer: named(toldTo('acme', all)),
      watcher: named(toldToWatchers(all)),
    }
    seen = all.at(-1)?.id ?? 0
    return answer
  }
  news()
  await run.decided(ALL)
  const lost = (candidate: string) => [`${candidate}: comment: scoreboard`, `${candidate}: closed`]
  const first = news()
  expect(first).toMatchObject({
    author: ['the issue: comment: scoreboard'],
    reviewer: [`${FIRST}: review requested`],
  })
  expect(first.watcher.toSorted()).toEqual(
    [
      'the issue: comment: scoreboard',
      ...[FIRST, SECOND, THIRD].map((candidate) => `${candidate}: opened as a draft`),
      `${FIRST}: comment: scoreboard`,
      `${FIRST}: ready for review`,
      ...lost(SECOND),
      ...lost(THIRD),
    ].toSorted(),
  )

  await run.say(`/speculate promote ${SECOND}`)
  expect(news()).toEqual({
    author: [],
    reviewer: [`${SECOND}: review requested`],
    watcher: ['the issue: comment: of a person', `${SECOND}: opened again`, `${SECOND}: ready for review`],
  })

  await run.act(async () => {
    await repository.people.maya.rest.issues.removeLabel({ ...run.at, name: 'speculate' })
    await repository.passTime(10_000)
    await repository.stage.label(run.number, 'speculate')
  })
  await run.end(ALL)
  // What the reviewer was asked about is closed for the next run, which asks anew; its scoreboard takes the place of the one before.
  expect(news()).toMatchObject({
    author: [],
    reviewer: [`${FIRST}: comment: leftover`, `${FIRST}: closed`, `${FIRST} of run 2: review requested`],
  })
})
