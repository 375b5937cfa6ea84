// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these are expressions of workflows.
import { expect, it, onTestFinished, vi } from 'vitest'
import { createRunner } from '../../packages/embedded-github/src/runner/create-runner.ts'
import { pushBranch, repo, setStage } from './support.ts'

// Jobs of others may run on the same machine; what hangs is still found.
vi.setConfig({ testTimeout: 180_000 })

const PUSH = `
          git commit --allow-empty -q -m done
          credentials=$(printf 'x-access-token:%s' "$TOKEN" | base64 -w0)
          git -c "http.extraHeader=Authorization: Basic $credentials" push -q origin HEAD:refs/heads/made`

const agent = (script: string, permissions = '{ contents: write }') => `name: Agent
run-name: 'for \${{ inputs.who }} by \${{ github.actor }}'
on:
  workflow_dispatch:
    inputs:
      who: { required: true, type: string }
      how: { default: gently }
permissions: ${permissions}
jobs:
  agent:
    runs-on: ubuntu-latest
    if: github.event_name == 'workflow_dispatch' && inputs.who != 'nobody'
    env: { GIT_AUTHOR_NAME: a, GIT_AUTHOR_EMAIL: a@b.c, GIT_COMMITTER_NAME: a, GIT_COMMITTER_EMAIL: a@b.c }
    steps:
      - uses: actions/checkout@v4
      - env:
          WHO: \${{ inputs.who }}
          HOW: \${{ github.event.inputs.how }}
          TOKEN: \${{ github.token }}
        run: |
          test "$WHO $HOW $GITHUB_EVENT_NAME $GITHUB_REF" = "$(printf '%s' "a'b; exit 9") gently workflow_dispatch refs/heads/agents"
          ${script}
`
const CI = 'on: push\njobs: { ci: { runs-on: ubuntu-latest, steps: [{ run: "true" }] } }\n'
const WHO = "a'b; exit 9"

it('a dispatch runs the workflow of its branch with its inputs, and its token may push, which starts nothing', async () => {
  const { stage, dispatch, ended } = await begin(agent(PUSH))
  const id = await dispatch({ who: WHO })
  await ended(id)
  const { data } = await stage.bot.actions.getWorkflowRun({ ...repo, run_id: id })
  expect(data).toMatchObject({
    ...{ event: 'workflow_dispatch', head_branch: 'agents', conclusion: 'success' },
    display_title: `for ${WHO} by helper[bot]`,
  })
  const made = await stage.bot.git.getRef({ ...repo, ref: 'heads/made' })
  const runs = stage.github.state.repositories[0]?.workflowRuns ?? []
  expect(runs.filter(({ headSha }) => headSha === made.data.object.sha)).toEqual([])
})

it('a token of a job that asks for nothing cannot push', async () => {
  const { stage, dispatch, ended } = await begin(agent(`! (${PUSH})`, '{ contents: read }'))
  const id = await dispatch({ who: WHO })
  await ended(id)
  expect((await stage.bot.actions.getWorkflowRun({ ...repo, run_id: id })).data.conclusion).toBe('success')
  await expect(stage.bot.git.getRef({ ...repo, ref: 'heads/made' })).rejects.toMatchObject({ status: 404 })
})

it('a condition reads inputs', async () => {
  const { stage, dispatch, ended } = await begin(agent('exit 1'))
  const id = await dispatch({ who: 'nobody' })
  await ended(id)
  expect((await stage.bot.actions.getWorkflowRun({ ...repo, run_id: id })).data.conclusion).toBe('skipped')
})

it('a run that is cancelled ends its processes; one that has ended cannot be cancelled', async () => {
  const { stage, dispatch, ended } = await begin(agent('sleep 3600'))
  const id = await dispatch({ who: WHO })
  const state = async () => (await stage.bot.actions.getWorkflowRun({ ...repo, run_id: id })).data
  await expect.poll(async () => (await state()).status, { timeout: 60_000 }).toBe('in_progress')
  expect((await stage.bot.actions.cancelWorkflowRun({ ...repo, run_id: id })).status).toBe(202)
  await ended(id)
  expect((await state()).conclusion).toBe('cancelled')
  await expect(stage.bot.actions.cancelWorkflowRun({ ...repo, run_id: id })).rejects.toMatchObject({
    status: 409,
  })
})

it.each([
  ['an input that the workflow does not have', { who: 'x', why: 'y' }, 'agents', 422, 'Unexpected inputs'],
  ['a required input that is missing', {}, 'agents', 422, "Required input 'who' not provided"],
  ['inputs that are too large', { who: 'x'.repeat(65_600) }, 'agents', 422, 'too large'],
  ['a branch that does not exist', { who: 'x' }, 'missing', 422, 'No ref found for: missing'],
])('%s is refused', async (_, inputs, ref, status, message) => {
  const { dispatch } = await begin(agent('true'))
  await expect(dispatch(inputs, ref)).rejects.toMatchObject({
    status,
    message: expect.stringContaining(message),
  })
})

it('an App that may only read actions starts and cancels nothing', async () => {
  const { dispatch } = await begin(agent('true'), 'read')
  await expect(dispatch({ who: 'x' })).rejects.toMatchObject({ status: 403 })
})

async function begin(workflow: string, actions: 'read' | 'write' = 'write') {
  const stage = await setStage({
    runner: createRunner(),
    permissions: { contents: 'write', checks: 'write', actions },
  })
  onTestFinished(() => stage.close())
  await pushBranch(stage, 'agents', {
    '.github/workflows/agent.yml': workflow,
    '.github/workflows/ci.yml': CI,
  })
  const runOf = (id: number) => stage.github.state.repositories[0]?.workflowRuns.find((run) => run.id === id)
  return {
    stage,
    dispatch: async (inputs: Readonly<Record<string, string>>, ref = 'agents'): Promise<number> => {
      const wanted = { ...repo, workflow_id: 'agent.yml', ref, inputs, return_run_details: true }
      const { data } = await stage.bot.request(
        'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches',
        wanted,
      )
      return Number(Reflect.get(Object(data), 'workflow_run_id'))
    },
    ended: (id: number) => expect.poll(() => runOf(id)?.status, { timeout: 60_000 }).toBe('completed'),
  }
}
