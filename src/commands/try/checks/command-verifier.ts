import { stringify } from 'yaml'
import { CommandError } from '../../command-error.ts'

/** Made by `try`; the repository has no such file. */
export const VERIFY_WORKFLOW = '.github/workflows/speculate-try.yml'

/**
 * The workflow that runs them, one job each, in their order and in one checkout (`sharedCheckouts`). Throws `CommandError` for what
 * a workflow cannot run.
 */
export function commandVerifier(commands: readonly string[]) {
  const jobs = commands.map((command, index) => {
    if (command.trim() === '')
      throw new CommandError('--verify needs a command, for example --verify "npm test"')
    // The runner would take it for an expression of a workflow.
    if (command.includes('${{')) throw new CommandError(`--verify cannot hold "\${{": ${command}`)
    const name = `verify-${index + 1}: ${command.replace(/\s+/g, ' ').trim()}`.slice(0, 100)
    const steps = [{ uses: 'actions/checkout@v4' }, { name: 'verify', run: command }]
    // A failing command does not keep the next one from running and reporting.
    // biome-ignore lint/suspicious/noTemplateCurlyInString: an expression of a workflow.
    const after = index === 0 ? {} : { needs: [`verify-${index}`], if: '${{ !cancelled() }}' }
    return { id: `verify-${index + 1}`, name, job: { name, ...after, 'runs-on': 'ubuntu-latest', steps } }
  })
  const workflow = {
    name: 'Verify',
    on: 'pull_request',
    jobs: Object.fromEntries(jobs.map(({ id, job }) => [id, job])),
  }
  return {
    checks: jobs.map(({ name }) => name),
    workflow: { path: VERIFY_WORKFLOW, content: stringify(workflow) },
  }
}
