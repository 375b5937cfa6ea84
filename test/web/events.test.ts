import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { askedOnDraftsIn, EVENTS, issuesOf, pullRequestsOf } from '../../src/web/events.ts'

const OWN = 'speculate[bot]'
const branch = 'speculate/12.1/minimal-change'
const fullName = 'acme/payments'
const base = {
  repository: { name: 'payments', owner: { login: 'acme' }, full_name: fullName },
  sender: { login: 'maya' },
}
const fromUs = { ...base, sender: { login: OWN } }
const issue = { number: 12 }
const labelled = (...names: string[]) => ({ number: 12, labels: names.map((name) => ({ name })) })
const SCOREBOARD = '<!-- speculate:scoreboard acme/payments#12.1 -->\n…'
const head = { ref: branch, repo: { full_name: fullName } }
const suite = { head_branch: branch }
const workflowRun = { head_branch: branch, head_repository: { full_name: fullName } }

describe('events that wake an issue', () => {
  it.each<[string, object]>([
    ['issues', { ...base, action: 'labeled', issue }],
    ['issues', { ...base, action: 'edited', issue }],
    ['issue_comment', { ...base, action: 'created', issue }],
    [
      'issue_comment',
      { ...base, action: 'created', issue: { number: 14, pull_request: {}, body: `Branch \`${branch}\`` } },
    ],
    ['pull_request', { ...base, action: 'closed', pull_request: { head } }],
    ['pull_request', { ...base, action: 'synchronize', pull_request: { head } }],
    // O3: what people do to a winner and to losers after the verdict.
    ...['converted_to_draft', 'ready_for_review', 'reopened', 'labeled', 'unlabeled', 'edited'].map(
      (action): [string, object] => ['pull_request', { ...base, action, pull_request: { head } }],
    ),
    // The settings may want a run of it, or its text or a label may.
    ['issues', { ...base, action: 'opened', issue: labelled() }],
    ['issues', { ...base, action: 'labeled', label: { name: 'risk: high' }, issue: labelled() }],
    ['issues', { ...base, action: 'edited', issue: { ...labelled(), body: 'dk_speculate: true' } }],
    ['issues', { ...base, action: 'closed', issue }],
    ['issues', { ...base, action: 'unlabeled', issue }],
    ['issues', { ...base, action: 'edited', issue: labelled('Speculate') }],
    ['issues', { ...base, action: 'unlabeled', label: { name: 'speculate' }, issue: labelled() }],
    ['issue_comment', { ...base, action: 'created', issue, comment: { body: '/speculate enter #3' } }],
    [
      'issue_comment',
      {
        ...base,
        action: 'edited',
        issue,
        comment: { body: 'no' },
        changes: { body: { from: '/speculate x' } },
      },
    ],
    ['issue_comment', { ...base, action: 'deleted', issue, comment: { body: SCOREBOARD } }],
    ['check_run', { ...base, action: 'rerequested', check_run: { check_suite: suite } }],
    ['pull_request_review', { ...base, action: 'submitted', pull_request: { head } }],
    ['check_run', { ...base, action: 'completed', check_run: { check_suite: suite } }],
    ['check_suite', { ...base, action: 'completed', check_suite: suite }],
    ['status', { ...base, branches: [{ name: 'main' }, { name: branch }, { name: branch }] }],
    ['workflow_run', { ...base, action: 'completed', workflow_run: workflowRun }],
    ['check_run', { ...base, action: 'completed', check_run: { app: { slug: 'ci' }, check_suite: suite } }],
  ])('%s %j', (event, payload) => {
    expect(issuesOf(event, payload, OWN)).toEqual(['acme/payments#12'])
  })

  it.each<[string, object]>([
    [
      'check_run',
      { ...base, action: 'completed', check_run: { app: { slug: 'speculate' }, check_suite: suite } },
    ],
    ['check_suite', { ...base, action: 'completed', check_suite: { app: { slug: 'speculate' }, ...suite } }],
  ])('T15: none of our own check: %s', (event, payload) => {
    expect(issuesOf(event, payload, OWN)).toEqual([])
    const named = Object.assign({}, payload, {
      [event]: { ...Object(payload)[event], pull_requests: [{ number: 7 }] },
    })
    expect(pullRequestsOf(event, named, OWN)).toBeUndefined()
  })

  it('wakes for checks although we pushed the commit, and GitHub names us as the sender', () => {
    const payload = { ...fromUs, action: 'completed', check_run: { check_suite: suite } }
    expect(issuesOf('check_run', payload, OWN)).toEqual(['acme/payments#12'])
  })

  it('wakes for every event while our own login is not known', () => {
    expect(issuesOf('issues', { ...fromUs, action: 'labeled', issue }, undefined)).toHaveLength(1)
  })
})

describe('events that wake nobody', () => {
  it.each<[string, unknown]>([
    ['issues', { ...fromUs, action: 'labeled', issue }],
    // O4: what concerns nobody.
    ['issues', { ...base, action: 'labeled', label: { name: 'bug' }, issue: labelled('bug') }],
    ['issues', { ...base, action: 'edited', issue: labelled() }],
    ['issue_comment', { ...base, action: 'created', issue, comment: { body: 'Me too. /speculate' } }],
    ['issue_comment', { ...base, action: 'deleted', issue: labelled('speculate'), comment: { body: null } }],
    ['issue_comment', { ...fromUs, action: 'edited', issue }],
    ['pull_request', { ...fromUs, action: 'ready_for_review', pull_request: { head } }],
    ['issues', { ...base, action: 'pinned', issue }],
    ['issues', { ...base, action: 'an action of next year', issue }],
    ['issues', { ...base, action: 'labeled', issue: { number: '12' } }],
    ['issues', { ...base, action: 'labeled', issue: { number: -1 } }],
    ['issues', { action: 'labeled', issue }],
    ['issues', { ...base, repository: { name: '../x', owner: { login: 'acme' } }, action: 'labeled', issue }],
    ['issue_comment', { ...base, action: 'created', issue: { number: 14, pull_request: {}, body: null } }],
    [
      'pull_request',
      {
        ...base,
        action: 'opened',
        pull_request: { head: { ref: branch, repo: { full_name: 'eve/payments' } } },
      },
    ],
    ['pull_request', { ...base, action: 'opened', pull_request: { head: { ref: branch, repo: null } } }],
    ['pull_request', { ...base, action: 'opened', pull_request: { head: { ...head, ref: 'speculate/x' } } }],
    ['check_run', { ...base, action: 'created', check_run: { check_suite: suite } }],
    ['check_run', { ...base, action: 'completed', check_run: { check_suite: { head_branch: null } } }],
    ['check_run', { ...base, action: 'completed', check_run: {} }],
    ['check_suite', { ...base, action: 'completed', check_suite: { head_branch: 'main' } }],
    ['status', { ...base, branches: 'main' }],
    [
      'workflow_run',
      {
        ...base,
        action: 'completed',
        workflow_run: { ...workflowRun, head_repository: { full_name: 'eve/payments' } },
      },
    ],
    ['installation', { ...base, action: 'created' }],
    ['toString', { ...base, action: 'labeled', issue }],
    ['issues', null],
    ['issues', 'text'],
    ['issues', []],
  ])('%s %j', (event, payload) => {
    expect(issuesOf(event, payload, OWN)).toEqual([])
  })
})

it('D1: listens to exactly the events that the manifest subscribes to, and asks for no dangerous permission', () => {
  const manifest = parse(readFileSync(new URL('../../app.yml', import.meta.url), 'utf8'))
  expect(manifest.default_events).toEqual([...EVENTS])
  expect(manifest.default_permissions).toEqual({
    actions: 'write',
    checks: 'write',
    contents: 'write',
    issues: 'write',
    metadata: 'read',
    pull_requests: 'write',
    statuses: 'read',
  })
})

const numbered = [{ number: 7 }, { number: 8 }]
const commented = (body: string, pull_request: object | null = {}) => ({
  ...{ action: 'created', comment: { body }, issue: { number: 7, pull_request } },
})
it.each([
  ['check_run', { action: 'completed', check_run: { pull_requests: numbered } }, [7, 8]],
  ['check_suite', { action: 'completed', check_suite: { pull_requests: numbered } }, [7, 8]],
  ['workflow_run', { action: 'completed', workflow_run: { pull_requests: numbered } }, [7, 8]],
  ['pull_request', { action: 'synchronize', pull_request: { number: 7 } }, [7]],
  ['pull_request_review', { action: 'submitted', pull_request: { number: 7 } }, [7]],
  ['pull_request', { action: 'assigned', pull_request: { number: 7 } }, undefined],
  ['pull_request', { action: 'labeled', pull_request: { number: 7 }, sender: { login: OWN } }, undefined],
  ['pull_request', { action: 'closed', pull_request: { number: -7 } }, undefined],
  ['issue_comment', commented('/speculate why'), [7]],
  ['issue_comment', commented('I like it'), undefined],
  ['issue_comment', commented('/speculate why', null), undefined],
  ['issue_comment', { ...commented('/speculate why'), sender: { login: OWN } }, undefined],
  ['check_run', { action: 'completed', check_run: { pull_requests: [] } }, undefined],
  ['check_run', { action: 'completed', check_run: { pull_requests: [{ number: 'x' }] } }, undefined],
  ['check_run', { action: 'completed', check_run: null }, undefined],
  ['issues', { action: 'opened', pull_request: { number: 7 } }, undefined],
])('%s names the pull requests that may have been entered: %#', (event, payload, numbers) => {
  const repository = { name: 'payments', owner: { login: 'acme' } }
  const expected = numbers && { repository: { owner: 'acme', repo: 'payments' }, numbers }
  expect(pullRequestsOf(event, { repository, ...payload }, OWN)).toEqual(expected)
  expect(pullRequestsOf(event, payload, OWN)).toBeUndefined()
})

it.each([
  ['of a command', {}, [12]],
  ['of a comment that is changed', { action: 'edited' }, []],
  ['of what is no command', { comment: { body: 'Thanks!' } }, []],
  ['of what is our own', fromUs, []],
])('the run on whose draft somebody has written is told once, %s', (_, changes, issues) => {
  const body = `Of \`${branch}\`: git fetch origin ${branch}`
  const event = {
    action: 'created',
    comment: { body: '/speculate why' },
    issue: { ...issue, body, pull_request: {} },
  }
  const asked = askedOnDraftsIn('issue_comment', { ...base, ...event, ...changes }, OWN)
  expect(asked).toEqual(
    issues.map((number) => ({ issue: { owner: 'acme', repo: 'payments', number }, run: 1 })),
  )
})
