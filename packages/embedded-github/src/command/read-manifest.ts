import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { z } from 'zod'
import { UsageError } from './usage-error.ts'

/** docs.github.com, "Registering a GitHub App from a manifest"; what else it says has no meaning here. */
const Manifest = z.object({
  name: z.string().default('app'),
  default_permissions: z.record(z.string(), z.enum(['read', 'write', 'admin'])).default({}),
  default_events: z.array(z.string()).default([]),
})
type Manifest = z.infer<typeof Manifest>

/**
 * The options for `registerApp`. Without a file, the App has every permission and receives every event that this
 * server knows.
 */
export async function readManifest(file: string | undefined) {
  const { name, default_permissions, default_events } = file === undefined ? EVERYTHING : await parsed(file)
  const slug = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '')
  return { slug: slug || 'app', name, permissions: default_permissions, events: default_events }
}

async function parsed(file: string): Promise<Manifest> {
  const text = await readFile(file, 'utf8').catch(() => undefined)
  if (text === undefined) throw new UsageError(`${file} cannot be read`)
  const manifest = Manifest.safeParse(dataOf(text, file))
  if (manifest.success) return manifest.data
  throw new UsageError(`${file} is not the manifest of a GitHub App: ${z.prettifyError(manifest.error)}`)
}

function dataOf(text: string, file: string): unknown {
  try {
    return parse(text)
  } catch {
    throw new UsageError(`${file} is neither YAML nor JSON`)
  }
}

const EVERYTHING: Manifest = {
  name: 'app',
  default_permissions: {
    actions: 'write',
    checks: 'write',
    contents: 'write',
    issues: 'write',
    metadata: 'read',
    pull_requests: 'write',
    statuses: 'write',
  },
  default_events: [
    ...['check_run', 'check_suite', 'create', 'delete', 'issue_comment', 'issues', 'label', 'pull_request'],
    ...['pull_request_review', 'push', 'status', 'workflow_job', 'workflow_run'],
  ],
}
