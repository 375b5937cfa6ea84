import { describe, expect, it } from 'vitest'
import { aForge, api, LOGIN, PATH, REPOSITORY, useNock } from '../nocked-github.ts'

useNock()

const marker = '<!-- speculate -->'
const body = `${marker}\nnew`
const wanted = { on: 12, existing: undefined, marker, body }
const ours = { id: 5, body: `${marker}\nold`, user: { login: LOGIN } }

const list = (comments: object[]) =>
  api().get(`${PATH}/issues/12/comments`).query({ per_page: 100 }).reply(200, comments)
const create = () => api().post(`${PATH}/issues/12/comments`, { body })
const edit = (id: number) =>
  api()
    .patch(`${PATH}/issues/comments/${id}`, { body })
    .reply(200, { ...ours, id, body })

describe('ensureComment', () => {
  it('edits its own comment unread', async () => {
    edit(5)
    expect(await aForge().ensureComment(REPOSITORY, { ...wanted, existing: 5, isOwn: true })).toBe(5)
  })

  it('writes its own comment anew when somebody has deleted it', async () => {
    api().patch(`${PATH}/issues/comments/5`, { body }).reply(404, { message: 'Not Found' })
    list([])
    create().reply(201, { ...ours, id: 6, body })
    expect(await aForge().ensureComment(REPOSITORY, { ...wanted, existing: 5, isOwn: true })).toBe(6)
  })

  it('does not look for a comment that nobody has tried to write', async () => {
    create().reply(201, { ...ours, body })
    expect(await aForge().ensureComment(REPOSITORY, { ...wanted, isNew: true })).toBe(5)
  })

  it('looks for a new one too after a 502, which may have come after the effect', async () => {
    create().once().reply(502)
    list([{ ...ours, body }])
    expect(await aForge().ensureComment(REPOSITORY, { ...wanted, isNew: true })).toBe(5)
  })

  it('writes nothing when the comment says it already', async () => {
    api()
      .get(`${PATH}/issues/comments/5`)
      .reply(200, { ...ours, body })
    expect(await aForge().ensureComment(REPOSITORY, { ...wanted, existing: 5 })).toBe(5)
  })

  it('edits the comment it remembers', async () => {
    api().get(`${PATH}/issues/comments/5`).reply(200, ours)
    edit(5)
    expect(await aForge().ensureComment(REPOSITORY, { ...wanted, existing: 5 })).toBe(5)
  })

  it('looks for its marker when the remembered comment is gone', async () => {
    api().get(`${PATH}/issues/comments/4`).reply(404, { message: 'Not Found' })
    list([ours])
    edit(5)
    expect(await aForge().ensureComment(REPOSITORY, { ...wanted, existing: 4 })).toBe(5)
  })

  it.each(['maya', 'speculate', 'Speculate[bot]', 'other[bot]'])(
    'never edits a comment by %s, by its id or by our marker',
    async (login) => {
      const foreign = { id: 4, body: `${marker}\nforged`, user: { login } }
      api().get(`${PATH}/issues/comments/4`).reply(200, foreign)
      list([foreign, { ...foreign, id: 3, user: null }])
      create().reply(201, { ...ours, body })
      expect(await aForge().ensureComment(REPOSITORY, { ...wanted, existing: 4 })).toBe(5)
    },
  )

  it('waits until what has just been created can be read', async () => {
    api().get(`${PATH}/issues/12/comments`).query(true).twice().reply(404, { message: 'Not Found' })
    list([])
    create().reply(201, { ...ours, body })
    expect(await aForge().ensureComment(REPOSITORY, wanted)).toBe(5)
  })

  it.each([500, 502])('does not create twice after a %i that came after the effect', async (status) => {
    list([])
    create().once().reply(status)
    list([{ ...ours, body }])
    expect(await aForge().ensureComment(REPOSITORY, wanted)).toBe(5)
  })

  it('finds its marker beyond the first hundred comments', async () => {
    const next = `<https://api.github.com${PATH}/issues/12/comments?per_page=100&page=2>; rel="next"`
    const foreign = { id: 1, body: 'text', user: { login: 'maya' } }
    api().get(`${PATH}/issues/12/comments`).query({ per_page: 100 }).reply(200, [foreign], { link: next })
    api().get(`${PATH}/issues/12/comments`).query({ per_page: 100, page: 2 }).reply(200, [ours])
    edit(5)
    expect(await aForge().ensureComment(REPOSITORY, wanted)).toBe(5)
  })
})
