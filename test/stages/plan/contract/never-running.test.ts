import { describe, expect, it } from 'vitest'
import { readWorkflowJobs } from '../../../../src/config/workflows/workflow-jobs.ts'
import type { WorkflowJob } from '../../../../src/domain/checks/contract.ts'
import { Settings } from '../../../../src/domain/settings.ts'
import { renderRefusal } from '../../../../src/messages/comments/refusal/render-refusal.ts'
import { plan } from '../../../../src/stages/plan/plan.ts'
import { aCheck } from '../../../builders/checks/required-check.ts'

const CI = '.github/workflows/ci.yml'
const jobsOf = (on: string, steps = '[{ uses: actions/checkout@v5 }, { run: npm test }]', path = CI) =>
  readWorkflowJobs(path, `on: { pull_request: ${on} }\njobs: { test: { steps: ${steps} } }\n`)

function planned(workflowJobs: readonly WorkflowJob[], more: Partial<Parameters<typeof plan>[0]> = {}) {
  return plan({
    settings: Settings.parse({}),
    block: undefined,
    branch: 'release/1.x',
    branchChecks: [aCheck('test')],
    workflowJobs,
    toolchains: ['scripted'],
    ...more,
  })
}

describe('a check that can never run', () => {
  it.each([
    ['{ branches: [main] }', '`.github/workflows/ci.yml` runs only for pull requests into `main`'],
    [
      "{ branches: ['**', '!release/**'] }",
      '`.github/workflows/ci.yml` runs only for pull requests into `**` and `!release/**`',
    ],
    [
      "{ branches-ignore: ['release/*'] }",
      '`.github/workflows/ci.yml` does not run for pull requests into `release/*`',
    ],
    [
      '{ types: [labeled] }',
      '`.github/workflows/ci.yml` does not run when a pull request is opened, only when it is `labeled`',
    ],
  ])('V9: is refused at the start with the reason: %s', (on, why) => {
    const { kind, ...rest } = planned(jobsOf(on))
    expect({ kind, ...rest }).toEqual({
      kind: 'refuse',
      refusal: { kind: 'never-runs', branch: 'release/1.x', checks: [{ check: 'test', why }] },
    })
  })

  it('V9: is told with what to do about it', () => {
    const checks = [{ check: 'test', why: '`ci.yml` runs only for pull requests into `main`' }]
    const page = renderRefusal({ kind: 'never-runs', branch: 'release/1.x', checks }, '<!-- m -->', {
      issue: 7,
    })
    expect(page).toContain(
      'A required check never runs for a draft into `release/1.x`, so no candidate could ever pass:',
    )
    expect(page).toContain('- `test`: `ci.yml` runs only for pull requests into `main`.')
  })

  it('V9: is one whose pinned workflow is not there, or runs for something else', () => {
    const settings = Settings.parse({ verifier: { checks: [{ name: 'bench', workflow: CI }] } })
    const refused = (workflowFiles: NonNullable<Parameters<typeof plan>[0]['workflowFiles']>) =>
      planned([], { settings, branchChecks: [], workflowFiles })
    expect(refused([])).toMatchObject({
      refusal: { checks: [{ why: 'its workflow, `.github/workflows/ci.yml`, is not on the branch' }] },
    })
    expect(refused([{ path: CI, onPullRequests: false }])).toMatchObject({
      refusal: {
        checks: [{ why: 'its workflow, `.github/workflows/ci.yml`, does not run on pull requests' }],
      },
    })
    expect(refused([{ path: CI, onPullRequests: undefined }]).kind).toBe('planned')
  })

  it.each<[string, readonly WorkflowJob[], Parameters<typeof planned>[1]]>([
    ['runs there', jobsOf("{ branches: [main, 'release/**'] }"), {}],
    [
      'runs there in another workflow',
      [...jobsOf('{ branches: [main] }'), ...jobsOf('{}', undefined, '.github/workflows/b.yml')],
      {},
    ],
    [
      'is posted by another App',
      jobsOf('{ branches: [main] }'),
      { branchChecks: [aCheck('test', { appId: 7 })] },
    ],
    ['no workflow is known to run', [], {}],
  ])('V9: is not one that %s', (_, jobs, more) => {
    expect(planned(jobs, more).kind).toBe('planned')
  })
})

describe('what workflows leave out', () => {
  const notes = (jobs: readonly WorkflowJob[], more = {}) => {
    const made = planned(jobs, more)
    return made.kind === 'planned' ? made.plan.notes : []
  }

  it('V8: is said in the plan, and what GitHub will go on to show', () => {
    expect(notes(jobsOf("{ paths: ['docs/**'] }"))).toContain(
      '`test` is not required of a patch that it does not run for: `ci.yml` runs only for `docs/**`. GitHub, which requires it of every pull request, goes on to show it as "Expected" there.',
    )
    const settings = Settings.parse({ verifier: { checks: ['test'] } })
    expect(notes(jobsOf("{ paths-ignore: ['docs/**'] }"), { settings, branchChecks: [] })).toContain(
      '`test` is not required of a patch that it does not run for: `ci.yml` does not run for `docs/**` alone.',
    )
  })

  it('V4: names the stand-in, and the other one judges', () => {
    const standIn = jobsOf("{ paths: ['docs/**'] }", "[{ run: 'true' }]", '.github/workflows/ci-docs.yml')
    const made = planned([...jobsOf("{ paths-ignore: ['docs/**'] }"), ...standIn])
    expect(made).toMatchObject({
      checks: [
        {
          workflow: CI,
          standIns: ['.github/workflows/ci-docs.yml'],
          pathFilters: [{ workflow: CI, pathsIgnore: ['docs/**'] }],
        },
      ],
    })
    expect(notes([...jobsOf('{}'), ...standIn])).toContain(
      'There is a second job `test` that runs nothing of the repository, so its success does not count: `.github/workflows/ci-docs.yml`.',
    )
  })

  it('V4: is no stand-in where nothing else bears the name', () => {
    const made = planned(jobsOf('{}', "[{ run: 'true' }]"))
    expect(made).toMatchObject({ checks: [{ workflow: CI }] })
    expect(made.kind === 'planned' && made.checks[0]).not.toHaveProperty('standIns')
  })

  it('names the line that leaves out drafts', () => {
    const text =
      'on: pull_request\njobs:\n  test:\n    if: github.event.pull_request.draft == false\n    steps: [{ run: make }]\n'
    expect(notes(readWorkflowJobs(CI, text))).toContain(
      '`test` never runs on drafts, which candidates are: `.github/workflows/ci.yml`, line 4, leaves them out.',
    )
  })
})
