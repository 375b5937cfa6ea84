import { z } from 'zod'

const WorkflowFile = z
  .string()
  .regex(
    /^[A-Za-z0-9_][A-Za-z0-9._-]{0,99}\.ya?ml$/,
    'the name of a file in `.github/workflows`, without the folder',
  )
  .describe('workflow only: file in `.github/workflows` of the repository that is dispatched')

const Ref = z
  .string()
  .regex(
    /^(?!.*(?:\.\.|\/\/|\.lock$|\/$|\.$))[A-Za-z0-9_][A-Za-z0-9._/-]{0,199}$/,
    'the name of a branch or a tag',
  )
  .describe('workflow only: branch or tag whose workflow file counts; otherwise the base of the run')

/** Keys that only a toolchain of kind `workflow` has. */
export const WORKFLOW_KEYS = { workflow: WorkflowFile.optional(), ref: Ref.optional() }

/** A workflow of the repository itself that writes candidates: nothing of it runs on this machine. */
export const WorkflowToolchain = z.strictObject({
  kind: z.literal('workflow'),
  workflow: WorkflowFile,
  ref: Ref.optional(),
})
export type WorkflowToolchain = z.infer<typeof WorkflowToolchain>

/** What is wrong with the keys of one toolchain, each with the sentence that says why. */
export function workflowKeyProblems(keys: {
  readonly kind?: string | undefined
}): readonly { readonly key: string; readonly message: string }[] {
  const written = Object.entries(keys).flatMap(([key, value]) => (value === undefined ? [] : [key]))
  if (keys.kind !== 'workflow') {
    const foreign = written.filter((key) => Object.hasOwn(WORKFLOW_KEYS, key))
    return foreign.map((key) => ({ key, message: 'only a toolchain of kind "workflow" has this' }))
  }
  const foreign = written.filter((key) => !Object.hasOwn(WorkflowToolchain.shape, key))
  return foreign.map((key) => ({
    key,
    message:
      'makes no sense for a toolchain of kind "workflow": it runs on GitHub, and the workflow itself says with what and for how long',
  }))
}
