import { describe, expect, it } from 'vitest'
import { IssueBlock } from '../../../src/domain/issue/issue-block.ts'
import { saidRisk } from '../../../src/stages/unasked/said-risk.ts'
import { textAsks } from '../../../src/stages/unasked/text-asks.ts'

const said = (labels: readonly string[], body = '', block?: object) =>
  saidRisk({ labels, body }, block && IssueBlock.parse(block))?.level

describe('the risk of an issue', () => {
  it.each<[readonly string[], string | undefined]>([
    [['risk:high'], 'high'],
    [['Risk: Critical'], 'critical'],
    [['dk_risk=medium'], 'medium'],
    [['risk:low', 'risk/high', 'risk:medium'], 'high'],
    [['type: security'], 'high'],
    [['risk:huge', 'asterisk: high', 'bug'], undefined],
  ])('is what the labels %j say', (labels, level) => {
    expect(said(labels)).toBe(level)
  })

  it('is what its block or its form says, and the highest of all', () => {
    expect(said([], '', { dk_risk: 'critical' })).toBe('critical')
    expect(said(['risk:low'], '### Risk level\n\nhigh\n')).toBe('high')
    expect(said(['risk:high'], '<!--\n### Risk\n\ncritical\n-->')).toBe('high')
  })
})

describe('an issue', () => {
  it.each<[string, object | undefined, string | undefined]>([
    ['', { dk_speculate: true }, 'block'],
    ['### Speculate\n\nyes\n', { dk_speculate: false }, undefined],
    ['### dk_speculate\n\ntrue\n', undefined, 'form'],
    ['### Speculate?\n\n- [X] Let several agents try\n', undefined, 'form'],
    ['### Speculate?\n\n- [ ] Let several agents try\n', undefined, undefined],
    ['### Speculate\n\nyesterday it worked\n', undefined, undefined],
    ['### Log\n\n```md\n### Speculate\n\nyes\n```\n', undefined, undefined],
    ['### Log\n\n~~~~\n```\n### Speculate\n\nyes\n~~~~\n\n### Speculate\n\nyes\n', undefined, 'form'],
    ['Please set dk_speculate: true', undefined, undefined],
  ])('that says %j and has the block %j asks by its %s', (body, block, where) => {
    expect(textAsks(body, block && IssueBlock.parse(block))).toBe(where)
  })
})
