/** A workflow with one job `test` that runs these lines, on the machine that these actions set up. */
export function workflow(...steps: readonly string[]): { '.github/workflows/ci.yml': string } {
  const lines = steps.map((step) =>
    step.includes('@') && !step.includes(' ') ? `      - uses: ${step}` : `      - run: ${step}`,
  )
  const text = [
    'on: [push, pull_request]',
    'jobs:',
    '  test:',
    '    runs-on: ubuntu-latest',
    '    steps:',
    '      - uses: actions/checkout@v4',
    ...lines,
    '',
  ]
  return { '.github/workflows/ci.yml': text.join('\n') }
}
