import { guardsOf } from './guard.ts'

const OBSERVED = 'src/stages/verify/judge-observation.ts'
const REQUIRED = 'src/stages/verify/judge-required.ts'
const ON_OBSERVED = 'test/stages/verify/judge-observation.test.ts'
const ON_VERIFY = 'test/stages/verify/verify.test.ts'
const ON_FORGED = 'test/scenarios/checks/forged-checks.test.ts'
const ON_STATUSES = 'test/stages/verify/reads-like-github.test.ts'
const HANDLER = 'src/web/create-webhook-handler.ts'
const DELIVERY = 'src/web/read-delivery.ts'
const ON_WEB = 'test/web/web-server.test.ts'
const ON_DELIVERY = 'test/web/read-delivery.test.ts'

/** What others may say to the server. */
export const CHECKS_AND_WEBHOOKS = [
  ...guardsOf('T10', [
    [
      'the check of the App itself is no part of the contract, whoever reports it',
      'src/stages/plan/contract/contract-checks.ts',
      'if (!isOwnCheckName(check.name)) byName.set',
      'if (true) byName.set',
      'test/stages/plan/contract/contract-checks.test.ts',
    ],
    [
      'what the App itself has reported is nothing that was observed',
      'src/adapters/github/checks/read-observations.ts',
      '!(isOwnCheckName(run.name) && isOf(login, run))',
      'true',
      'test/adapters/github/facts/read-checks.test.ts',
    ],
    [
      'a commit that the App has written is none of an ordinary pull request, whoever opens one with it',
      'src/stages/ordinary.ts',
      'return !isHeadOurs || (isOurs && !isFork)',
      'return true',
      'test/scenarios/people/ordinary-pull-requests.test.ts',
    ],
    [
      'another app’s check does not count',
      OBSERVED,
      "  if (otherApp) return 'was posted",
      "  if (false) return 'was posted",
      ON_OBSERVED,
    ],
    [
      'another workflow’s check does not count',
      OBSERVED,
      'if (workflow !== undefined && run.workflow?.path !== workflow)',
      'if (false)',
      ON_OBSERVED,
    ],
    [
      'what no job stands behind does not count',
      OBSERVED,
      '  if (run.appSlug === ACTIONS_APP && !mayBeJob(run)) return',
      '  if (false) return',
      ON_FORGED,
    ],
    [
      'nothing that has ended passes for a job without the list of jobs',
      OBSERVED,
      "workflow?.jobUnasked === true && status !== 'completed'",
      'workflow?.jobUnasked === true',
      ON_OBSERVED,
    ],
    [
      'a success of another event does not count',
      OBSERVED,
      "run.workflow.event !== eventOf(required) && run.conclusion === 'success'",
      'false',
      ON_OBSERVED,
    ],
    [
      'a status is no check run',
      OBSERVED,
      'if (pinned !== undefined && !isByApp(status, required, creators)) {',
      'if (pinned === null) {',
      ON_OBSERVED,
    ],
    [
      'of a status only who sets it on the base counts',
      'src/stages/verify/status-creators.ts',
      'if (isPinned ? theirs.length > 0 : known.length > 0) {',
      'if (isPinned ? theirs.length > 0 : false) {',
      ON_STATUSES,
    ],
    [
      'what a step of GitHub Actions sets is nobody’s',
      'src/stages/verify/status-creators.ts',
      '[bot]`) return false',
      '[no]`) return false',
      ON_STATUSES,
    ],
    [
      'of duplicates the worst counts',
      REQUIRED,
      'const worst = [...answers].sort(worstFirst)[0]',
      'const worst = answers[0]',
      ON_VERIFY,
    ],
    [
      'equally bad answers have an order',
      REQUIRED,
      '    (a.checkRunId ?? 0) - (b.checkRunId ?? 0) ||\n    (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)',
      '    0',
      'test/stages/verify/waiting.test.ts',
    ],
    ['only this head counts', REQUIRED, '&& one.headSha === pullRequest.head', '', ON_VERIFY],
    [
      'an answer in part is no pass',
      REQUIRED,
      'const reliable = pullRequest.observationsComplete || isFailure(final)',
      'const reliable = true',
      ON_VERIFY,
    ],
    [
      'only a real job replaces an earlier one',
      'src/stages/verify/without-replaced.ts',
      "one.kind === 'check-run' && one.workflow?.jobConfirmed === true",
      "one.kind === 'check-run'",
      ON_STATUSES,
    ],
    [
      'jobs are known from the list that only GitHub Actions writes',
      'src/adapters/github/checks/create-job-confirmation.ts',
      'return (await asking).jobs.get(checkRunId)',
      "return (await asking).jobs.get(checkRunId) ?? { name: undefined, status: 'completed', conclusion: 'success', id: 1, runAttempt: 1 }",
      ON_FORGED,
    ],
    [
      'the base says who is meant',
      'src/stages/plan/contract/contract-checks.ts',
      '.map((check) => learned(check, workflowJobs, branch))',
      '',
      'test/stages/plan/contract/contract-checks.test.ts',
    ],
    [
      'a check in the name of GitHub Actions spends no CI time without a job',
      'src/stages/budget/ci-seconds-of.ts',
      'if (isInvented || status',
      'if (status',
      'test/stages/budget/ci-minutes.test.ts',
    ],
  ]),
  ...guardsOf('T11', [
    [
      'the signature must be right',
      HANDLER,
      'if (!(await isSigned(verifiers, text, head.signature))) {',
      'if (text === null) {',
      ON_WEB,
    ],
    [
      'a body is begun only where its signature has the form of SHA-256',
      HANDLER,
      "typeof signature !== 'string' || !/^sha256=[0-9a-f]{64}$/.test(signature)",
      "typeof signature !== 'string'",
      ON_DELIVERY,
    ],
    [
      'each of two secrets is good while one is changed',
      HANDLER,
      'const verifiers = secrets.map(',
      'const verifiers = secrets.slice(0, 1).map(',
      ON_WEB,
    ],
    ['a short secret is refused', 'src/web/check-secrets.ts', ' || secret.length < MIN_LENGTH', '', ON_WEB],
    [
      'a public secret is refused',
      'src/web/check-secrets.ts',
      'secret.startsWith(PUBLIC_DEFAULT) || ',
      '',
      ON_WEB,
    ],
    [
      'a guessable secret is refused in the environment',
      'src/config/environment.ts',
      '  .refine((secret) => !/^development/i.test(secret), \'must not be the public default "development"\')\n',
      '',
      'test/config/environment.test.ts',
    ],
    [
      'a body that is announced too long is not read',
      DELIVERY,
      '  if (announced > MAX_BYTES) return 413\n',
      '',
      ON_DELIVERY,
    ],
    [
      'a body that is too long is not read to its end',
      DELIVERY,
      'readBody(request, MAX_BYTES, hold)',
      'readBody(request, Number.MAX_SAFE_INTEGER, hold)',
      ON_DELIVERY,
    ],
    [
      'all bodies together have a limit',
      DELIVERY,
      "    return bytesHeld > MAX_BYTES_AT_ONCE ? 'no-room' : undefined\n",
      '    return undefined\n',
      ON_DELIVERY,
    ],
    [
      'in a flood bodies are not begun',
      DELIVERY,
      '  if (bytesHeld + announced > MAX_BYTES_AT_ONCE) return 503\n',
      '',
      ON_DELIVERY,
    ],
    [
      'a slow body ends',
      DELIVERY,
      '  addAbortSignal(AbortSignal.timeout(MAX_MS), request)\n',
      '',
      ON_DELIVERY,
    ],
    [
      'only JSON is read',
      HANDLER,
      "  if (!/^\\s*application\\/json\\s*(?:;|$)/i.test(headers['content-type'] ?? '')) return 415\n",
      '',
      ON_WEB,
    ],
    [
      'a delivery is named in plain characters',
      HANDLER,
      'return /^[\\w-]{1,100}$/.test(id) && /^[a-z][a-z0-9_]{0,99}$/.test(name) ? { id, name, signature } : 400',
      'return { id, name, signature }',
      ON_WEB,
    ],
    [
      'a delivery decides nothing: a replay is one more look',
      'src/web/events.ts',
      'return [...new Set(numbers)].map(',
      'return [...numbers, ...numbers].map(',
      'test/web/events.test.ts',
    ],
  ]),
  ...guardsOf('T12', [
    [
      'the address of the API is fixed at the start',
      'src/adapters/github/connection/sending/create-octokit.ts',
      '    baseUrl: options.baseUrl,\n    request:',
      '    request:',
      'test/adapters/github/connection/sending/create-octokit.test.ts',
    ],
    [
      'addresses of payloads are taken apart, not asked',
      'src/web/events.ts',
      'export function issuesOf(event: string, payload: unknown, ownLogin: string | undefined): readonly IssueKey[] {\n',
      'export function issuesOf(event: string, payload: unknown, ownLogin: string | undefined): readonly IssueKey[] {\n  void fetch(String(Object(Object(payload).repository).url)).catch(() => undefined)\n',
      'test/scenarios/github/addresses-in-a-payload.test.ts',
    ],
    [
      'git follows no redirect',
      'src/adapters/git/git.ts',
      "  ['http.followRedirects', 'false'],\n",
      '',
      'test/adapters/git/objects-on-the-remote.test.ts',
    ],
    [
      'an address of the API is encrypted, or of this machine',
      'src/config/environment.ts',
      "protocol === 'https:' || (protocol === 'http:' && isLoopback)",
      'true',
      'test/config/environment.test.ts',
    ],
  ]),
]
