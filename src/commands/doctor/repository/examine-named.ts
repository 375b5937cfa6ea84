import { createInstallations } from '../../../adapters/github/connection/installations/installations.ts'
import { redactorOfProcess } from '../../../adapters/redaction/create-redactor.ts'
import { credentialsOf } from '../../../app/checks-of-role.ts'
import { readToolchains } from '../../../app/server-of-role.ts'
import { EnvironmentError, examineEnvironment } from '../../../config/environment.ts'
import type { ToolchainsFile } from '../../../config/toolchains/toolchains.ts'
import type { RepositoryRef } from '../../../domain/issue/issue.ts'
import { type Finding, fail } from '../../../start-up/check.ts'
import type { Showing } from '../examine-server.ts'
import { examineRepository } from './examine-repository.ts'

/** The repository, as the App of this environment sees it. */
export async function examineNamed(
  repository: RepositoryRef,
  { progress }: Pick<Showing, 'progress'>,
): Promise<readonly Finding[]> {
  const { environment } = examineEnvironment(process.env)
  const credentials = credentialsOf(environment)
  if (credentials === undefined)
    return [
      fail(
        'repository',
        'nobody can ask GitHub without the credentials of the App',
        'Set APP_ID and PRIVATE_KEY.',
      ),
    ]
  const redactor = redactorOfProcess()
  redactor.hold(credentials.privateKey)
  const { GITHUB_API_URL: apiUrl, SPECULATE_ROLE: role, TOOLCHAINS_FILE } = environment
  const { forgeFor } = createInstallations(credentials, {
    baseUrl: apiUrl,
    pacing: 'none',
    onToken: redactor.holdToken,
  })
  const findings = await examineRepository({
    ...{ repository, forgeFor, apiUrl },
    toolchains: role === 'web' ? undefined : toolchainsIn(TOOLCHAINS_FILE),
    onProgress: (doing) => progress.wait(doing),
  })
  return findings.map((finding) => redactor.all(finding))
}

/** Undefined where the file has mistakes, which is said of the server. */
function toolchainsIn(file: string): ToolchainsFile['toolchains'] | undefined {
  try {
    return readToolchains(file).toolchains
  } catch (error) {
    if (error instanceof EnvironmentError) return undefined
    throw error
  }
}
