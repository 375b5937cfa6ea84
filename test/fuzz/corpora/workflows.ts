// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
const checkout = { uses: 'actions/checkout@v4' }

/** Workflow files as projects have them. */
export const WORKFLOWS: readonly unknown[] = [
  {
    name: 'CI',
    on: {
      pull_request: { branches: ['main', 'release/**'], 'paths-ignore': ['docs/**', '*.md'] },
      push: null,
    },
    concurrency: { group: 'ci-${{ github.ref }}', 'cancel-in-progress': true },
    env: { CI: 'true' },
    jobs: {
      test: {
        'runs-on': '${{ matrix.os }}',
        strategy: {
          'fail-fast': false,
          matrix: {
            os: ['ubuntu-latest', 'macos-14'],
            node: [22, 24],
            include: [{ node: 26, os: 'ubuntu-latest' }],
            exclude: [{ node: 22, os: 'macos-14' }],
          },
        },
        steps: [
          checkout,
          { uses: 'actions/setup-node@v4', with: { 'node-version': '${{ matrix.node }}' } },
          { run: 'npm ci' },
          { run: 'npm test', if: 'success()' },
        ],
      },
      all: {
        needs: ['test'],
        if: 'always()',
        'runs-on': 'ubuntu-latest',
        steps: [{ run: "test '${{ needs.test.result }}' = success" }],
      },
    },
  },
  {
    on: ['push', 'pull_request', 'workflow_dispatch'],
    defaults: { run: { shell: 'bash', 'working-directory': 'app' } },
    jobs: {
      lint: {
        name: 'Lint ${{ github.event_name }}',
        'runs-on': ['self-hosted', 'linux'],
        steps: [checkout, { id: 'x', run: 'echo "a=b" >> "$GITHUB_OUTPUT"' }],
        outputs: { a: '${{ steps.x.outputs.a }}' },
      },
      build: {
        'runs-on': 'ubuntu-latest',
        needs: 'lint',
        container: 'node:24',
        services: { db: { image: 'postgres:16' } },
        'timeout-minutes': 10,
        steps: [{ uses: './.github/actions/build', with: { a: '${{ needs.lint.outputs.a }}' } }],
      },
    },
  },
  {
    on: {
      workflow_call: {
        inputs: { node: { type: 'string', default: '24' } },
        outputs: { ok: { value: '${{ jobs.one.outputs.ok }}' } },
      },
      pull_request: { types: ['opened', 'labeled'] },
    },
    jobs: {
      one: { uses: './.github/workflows/called.yml', with: { node: 24 }, secrets: 'inherit' },
      two: {
        strategy: { matrix: '${{ fromJSON(needs.one.outputs.all) }}' },
        needs: 'one',
        'runs-on': 'ubuntu-latest',
        steps: [
          { run: 'true', 'continue-on-error': "${{ matrix.node == 26 && github.ref != 'refs/heads/main' }}" },
        ],
      },
    },
  },
]

/** Files beside it. */
export const BESIDE: Readonly<Record<string, string>> = {
  '.github/workflows/called.yml':
    'on: { workflow_call: { inputs: { node: { type: number } } } }\njobs: { inner: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }\n',
  '.github/actions/build/action.yml':
    'name: b\ninputs: { a: { required: true } }\nruns: { using: composite, steps: [{ run: "true", shell: bash }] }\n',
}
