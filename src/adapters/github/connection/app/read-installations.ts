import { z } from 'zod'
import { InstallationTerms } from '../installations/installation-limits.ts'
import type { OctokitOptions } from '../sending/create-octokit.ts'
import { type AppCredentials, createAppClient } from './create-app-client.ts'

const Installations = z.array(InstallationTerms)

/** On whose accounts the App is installed, and with what rights; undefined where GitHub does not say. */
export async function readInstallations(
  credentials: AppCredentials,
  options: OctokitOptions,
): Promise<readonly InstallationTerms[] | undefined> {
  const octokit = createAppClient(credentials, options)
  try {
    return Installations.parse(await octokit.paginate('GET /app/installations', { per_page: 100 }))
  } catch {
    return undefined
  }
}
