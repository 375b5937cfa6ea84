import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type EmbeddedStage, startEmbeddedStage } from '../../contracts/embedded-stage.ts'

describe('trees and commits', () => {
  let stage: EmbeddedStage
  beforeAll(async () => {
    stage = await startEmbeddedStage()
  })
  afterAll(() => stage.close())

  it('V23, varied: a log that grows, in deeper folders and beside others, is written on trees alone', async () => {
    const add = (files: Readonly<Record<string, string>>) =>
      stage.installations.appendToBranch(stage.repository, {
        branch: 'records/audit',
        folder: 'logs',
        files: new Map(Object.entries(files)),
        message: 'Add a log\n',
        refuse: () => undefined,
      })
    expect((await add({ 'logs/a/1/audit.jsonl': '1\n' })).kind).toBe('appended')
    expect((await add({ 'logs/a/1/audit.jsonl': '1\n2\n', 'logs/a/2/audit.jsonl': '1\n' })).kind).toBe(
      'appended',
    )
    expect((await add({ 'logs/b.jsonl': '1\n' })).kind).toBe('appended')
    const head = stage.forge.listTree(stage.repository, 'records/audit')
    expect((await head).paths).toEqual(['logs/a/1/audit.jsonl', 'logs/a/2/audit.jsonl', 'logs/b.jsonl'])
    const trees = stage.sent.filter(({ method, path }) => method === 'POST' && path.endsWith('/git/trees'))
    expect(trees.length).toBeGreaterThan(1)
  })
})
