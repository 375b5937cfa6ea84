const branch = 'speculate/12.1/minimal-change'
const repository = { id: 1, name: 'payments', owner: { login: 'acme', id: 2 }, full_name: 'acme/payments' }
const base = { repository, sender: { login: 'maya', type: 'User' }, installation: { id: 3 } }
const head = { ref: branch, sha: 'a'.repeat(40), repo: { full_name: 'acme/payments' } }
const pullRequests = [{ number: 14, head, base: { ref: 'main' } }]
const suite = { head_branch: branch, head_sha: 'a'.repeat(40), pull_requests: pullRequests }
const issue = {
  number: 12,
  title: 'Refunds',
  body: 'Twice',
  labels: [{ name: 'speculate' }],
  user: { login: 'ben' },
}

/** What GitHub delivers, with the fields that anything here could look at. */
export const DELIVERIES: readonly (readonly [event: string, payload: unknown])[] = [
  ['issues', { ...base, action: 'labeled', issue, label: { name: 'speculate' } }],
  ['issues', { ...base, action: 'edited', issue, changes: { title: { from: 'Refund' } } }],
  [
    'issue_comment',
    { ...base, action: 'created', issue, comment: { id: 9, body: '/speculate retry', user: {} } },
  ],
  [
    'issue_comment',
    {
      ...base,
      action: 'created',
      issue: { number: 14, pull_request: {}, body: `From \`${branch}\`` },
      comment: {},
    },
  ],
  [
    'pull_request',
    { ...base, action: 'closed', number: 14, pull_request: { number: 14, head, merged: true } },
  ],
  [
    'pull_request_review',
    { ...base, action: 'submitted', review: { state: 'approved' }, pull_request: { number: 14, head } },
  ],
  [
    'check_run',
    {
      ...base,
      action: 'completed',
      check_run: { name: 'test', check_suite: suite, pull_requests: pullRequests },
    },
  ],
  ['check_suite', { ...base, action: 'completed', check_suite: suite }],
  ['status', { ...base, state: 'success', context: 'ci', branches: [{ name: 'main' }, { name: branch }] }],
  [
    'workflow_run',
    {
      ...base,
      action: 'completed',
      workflow_run: {
        head_branch: branch,
        head_repository: { full_name: 'acme/payments' },
        pull_requests: pullRequests,
      },
    },
  ],
  [
    'push',
    {
      ...base,
      ref: 'refs/heads/main',
      before: '0'.repeat(40),
      after: 'b'.repeat(40),
      commits: [],
      created: true,
    },
  ],
  ['installation', { action: 'deleted', installation: { id: 3 } }],
]
