import { generateKeyPairSync } from 'node:crypto'

/** `.github/speculate.yml`, as repositories write it. */
export const SETTINGS: readonly unknown[] = [
  {},
  {
    speculation: {
      default_parallelism: 2,
      max_parallelism: 3,
      vote_threshold: 0.7,
      auto_trigger: { on_critical_path: true, risk_levels: ['high', 'critical'], estimate_field: 'Estimate' },
      adversarial_review: { enabled: true, required_approvals: 2, on_disagreement: 'escalate' },
      rejection: { min_confidence: 0.3, max_diff_lines: 300 },
    },
    verifier: {
      checks: [{ name: 'test' }, { name: 'lint', kind: 'lint' }],
      hard_fail: ['security'],
      rerun_failed_once: true,
      deadline_minutes: 30,
      judges: ['ci/fixtures/**', 'package.json#lint-staged'],
    },
    policy: {
      name: 'scorecard',
      scorecard: { risk_penalty: { low: 0, medium: 0.1 }, penalty_per_line: 0.001 },
    },
    gates: { off: ['diff size'], secrets_allowed: ['test/certificates/**'] },
    toolchains: ['codex', 'claude'],
    budget: { attempt: { tokens: 1_000_000, usd: 5 }, repository_day: { minutes: 600 } },
  },
  {
    candidates: [
      { id: 'index', strategy: 'Add an index', constraints: ['no new dependency'] },
      { id: 'cache', strategy: 'Cache the answers' },
    ],
    proof: { command: 'npm test' },
    setup: ['npm ci'],
    stage: 'red',
    issue_authors: 'anyone',
    invariants: ['The API stays as it is.'],
    protected_paths: ['infra/**'],
    attempt_minutes: 30,
    reviewers: ['maya'],
    archive_after_days: 7,
  },
  {
    planner: { toolchain: 'codex', candidates: 4 },
    triage: { mode: 'enforce', toolchain: 'codex' },
    policy: { name: 'vote', vote: { verification: 1, unearned: 'zero' } },
  },
]

/** The operator's `toolchains.yml`. */
export const TOOLCHAINS: readonly unknown[] = [
  { toolchains: { codex: {}, claude: { model: 'm-1', concurrency: 2 } } },
  {
    toolchains: {
      own: {
        kind: 'command',
        command: ['my-agent', '--brief', '-'],
        environment: ['MY_KEY'],
        timeout_minutes: 10,
        sandbox: { memory_mb: 4_096, processes: 200 },
      },
      ours: { kind: 'workflow', workflow: '.github/workflows/agent.yml', ref: 'main' },
    },
    prices: { 'm-1': { input: 3, cached_input: 0.3, output: 15 } },
    budget: { attempt: { usd: 5 }, speculation: { tokens: 5_000_000 } },
  },
]

const { privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2_048,
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  publicKeyEncoding: { type: 'spki', format: 'pem' },
})

/** No message repeats it. */
export const ENVIRONMENT_SECRET = 'a secret of the environment that nobody may read'

export const ENVIRONMENTS: readonly unknown[] = [
  { APP_ID: '12', PRIVATE_KEY: privateKey, WEBHOOK_SECRET: ENVIRONMENT_SECRET },
  {
    ...{ PORT: '0', HOST: '0.0.0.0', PUBLIC_URL: 'https://speculate.example/', APP_ID: '12' },
    ...{ PRIVATE_KEY: Buffer.from(privateKey).toString('base64'), WEBHOOK_SECRET: ENVIRONMENT_SECRET },
    ...{ WEBHOOK_SECRET_OLD: ENVIRONMENT_SECRET, GITHUB_API_URL: 'https://github.example/api/v3/' },
    ...{
      DATABASE_URL: `postgres://speculate:${ENVIRONMENT_SECRET}@db.example/speculate`,
      DATA_DIR: '/var/lib/s',
    },
    ...{ SPECULATE_ATTEMPTS: '4', SPECULATE_SWEEP_SECONDS: '30', LOG_LEVEL: 'debug' },
    ...{ SPECULATE_HOST_IS_DISPOSABLE: 'true' },
  },
  { APP_ID: '12', PRIVATE_KEY_PATH: '/run/secrets/key', WEBHOOK_SECRET: ENVIRONMENT_SECRET },
]
