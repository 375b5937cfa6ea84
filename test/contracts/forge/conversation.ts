import { expect, it } from 'vitest'
import type { ForgeStage } from '../forge.ts'
import { drafted } from './drafted.ts'

export function describeComments(stage: () => ForgeStage): void {
  const marker = '<!-- marker -->'

  it('creates a comment once and edits it afterwards, by its id and by its marker', async () => {
    const { forge, repository, openIssue } = stage()
    const on = await openIssue({ title: 'x', body: 'x' })
    const say = (text: string, existing?: number) =>
      forge.ensureComment(repository, { on, existing, marker, body: `${marker}\n${text}` })
    const id = await say('one')
    expect(await say('two')).toBe(id)
    expect(await say('three', id)).toBe(id)
    const facts = await forge.facts({ issue: { ...repository, number: on }, candidates: [] })
    expect(facts?.issue.ownComments).toEqual([{ id, body: `${marker}\nthree` }])
  })

  it("never touches somebody else's comment, even with our marker and by its id", async () => {
    const { forge, repository, openIssue, comment } = stage()
    const on = await openIssue({ title: 'x', body: 'x' })
    const foreign = await comment(on, `${marker}\nforged`)
    const wanted = { on, existing: foreign, marker, body: `${marker}\nours` }
    const id = await forge.ensureComment(repository, wanted)
    expect(id).not.toBe(foreign)
    expect(await forge.ensureComment(repository, wanted)).toBe(id)
    const facts = await forge.facts({ issue: { ...repository, number: on }, candidates: [] })
    expect(facts?.issue.ownComments).toEqual([{ id, body: `${marker}\nours` }])
  })
}

export function describeCommands(stage: () => ForgeStage): void {
  it('shows comments that begin with a command, on the issue and on drafts, and reacts to them', async () => {
    const { stage: it, handle, read } = await drafted(stage())
    const on = await it.openIssue({ title: 'x', body: 'x' })
    const asked = await it.comment(on, '@Speculate status\nplease')
    await it.comment(on, 'I asked /speculate already')
    await it.forge.react(it.repository, asked, '+1')
    await it.forge.react(it.repository, asked, '+1')
    await it.forge.react(it.repository, asked + 1_000_000, 'confused')
    const facts = await it.forge.facts({ issue: { ...it.repository, number: on }, candidates: [] })
    expect(facts?.issue.commands?.map(({ id, body }) => [id, body.split('\n', 1)[0]])).toEqual([
      [asked, '@Speculate status'],
    ])
    const there = await it.comment(handle.number, '/speculate why')
    expect((await read())?.commands?.map((one) => [one.id, one.on])).toEqual([[there, handle.number]])
  })
}

export function describeReviews(stage: () => ForgeStage): void {
  it('posts a review once, and shows it as its own', async () => {
    const { stage: it, handle, read, head } = await drafted(stage())
    const marker = '<!-- review -->'
    const review = {
      pullRequest: handle,
      commit: head,
      marker,
      body: `${marker}\nIt loses the second half.`,
      comments: [],
      bodyAlone: '',
    }
    await it.forge.ensureReview(it.repository, review)
    await it.forge.ensureReview(it.repository, { ...review, body: `${marker}\nAnother text.` })
    expect((await read())?.ownReviews?.map(({ body }) => body)).toEqual([review.body])
  })
}

export function describeLabels(stage: () => ForgeStage): void {
  it('adds and removes labels, also absent ones, as often as it is asked', async () => {
    const { stage: it, handle, read } = await drafted(stage())
    const wanted = {
      on: handle.number,
      add: ['speculate:alt1', 'speculate:rejected'],
      remove: ['speculate:winner'],
    }
    await it.forge.ensureLabels(it.repository, wanted)
    await it.forge.ensureLabels(it.repository, wanted)
    expect([...(await read()).labels].sort()).toEqual(['speculate:alt1', 'speculate:rejected'])
    await it.forge.ensureLabels(it.repository, { on: handle.number, add: [], remove: ['speculate:rejected'] })
    expect((await read()).labels).toEqual(['speculate:alt1'])
  })
}
