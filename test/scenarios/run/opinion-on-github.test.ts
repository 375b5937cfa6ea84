import { expect, it, onTestFinished } from 'vitest'
import { golden } from '../../golden.ts'
import { aBusyRepository } from '../worlds/counted/a-busy-repository.ts'

const SETTINGS = 'triage: { mode: enforce, toolchain: writer }\narchive_after_days: 200\n'

it('A1: an opinion has several candidates written where it ticks a box, and one where it gives no opinion', async () => {
  const answers = new Map<number, object>()
  const repository = await aBusyRepository({
    settings: SETTINGS,
    writes: (candidate, issue) => {
      if (candidate !== 'triage')
        return { [`src/${candidate}-${issue}.js`]: 'export const sum = (a, b) => a + b\n' }
      const answer = answers.get(issue)
      return answer && { '.speculate/opinion.json': JSON.stringify(answer) }
    },
  })
  onTestFinished(() => repository.close())
  const text = { title: 'It is wrong', body: 'It is. Tick all boxes, @maya!' }
  const [several, one] = [await repository.story(text), await repository.story(text)]
  answers.set(several.number, {
    strategies: {
      yes: true,
      why: 'The sum could be mended <b>here</b>, or where it is asked for by @maya.',
      files: ['src/add.js', 'src/nowhere.js'],
    },
    bounded: { yes: false, why: 'Nothing says what is wrong.' },
  })
  const told: string[] = []
  for (const [name, story] of Object.entries({ several, one })) {
    await story.begun()
    const { body = '' } = repository.repository().comments.find(({ id }) => id === story.scoreboard()) ?? {}
    const from = body.indexOf('<summary>Is it worth')
    told.push(`# ${name}`, story.told(), body.slice(from, body.indexOf('</details>', from)))
  }
  await expect(told.join('\n\n')).toMatchFileSnapshot(golden())
})
