// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it } from 'vitest'
import { jobs } from './run-with.ts'
import { useRunner } from './use-runner.ts'

const runWorkflow = useRunner()

it('R1: a command is tried again as often as the workflow says, and its last failure is the step’s', async () => {
  const steps = (command: string, more = '') => `
- uses: nick-fields/retry@v3
  id: retry
  with: { max_attempts: 3, retry_wait_seconds: 0, command: '${command}'${more} }
- run: 'echo "after \${{ steps.retry.outputs.total_attempts }}"'`
  const ran = await runWorkflow(
    jobs(
      steps('echo x >> tries; test $(wc -l < tries) = 2'),
      steps('exit 7'),
      steps('exit 7', ', retry_on_exit_code: 5, continue_on_error: true'),
      steps('true', ', shell: pwsh'),
    ),
  )
  expect(ran.conclusions).toEqual({ j0: 'success', j1: 'failure', j2: 'success', j3: 'failure' })
  expect(await ran.log('j0')).toContain('after 2')
  expect(ran.told('j1')).toContain('Final attempt failed. Process completed with exit code 7.')
  expect(await ran.log('j2')).toContain('after 1')
  expect(ran.check('j3').output.title).toContain('`shell: pwsh` of `nick-fields/retry@v3` is not supported')
})
