export function workflow(jobs: string): string {
  return `name: CI\non: pull_request\njobs:${jobs}\n`
}

export function job(id: string, steps: string, extra = ''): string {
  const indented = steps.split('\n').map((line) => `      ${line}`)
  return workflow(`\n  ${id}:\n    runs-on: ubuntu-latest\n    ${extra}\n    steps:\n${indented.join('\n')}`)
}
