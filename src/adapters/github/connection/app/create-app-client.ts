import { createAppAuth } from '@octokit/auth-app'
import type { ProbotOctokit } from 'probot'
import { createOctokit, type OctokitOptions } from '../sending/create-octokit.ts'

export interface AppCredentials {
  readonly appId: number
  /** PEM, PKCS#1 or PKCS#8. */
  readonly privateKey: string
}

/** Asks as the App itself, and makes tokens of its installations. */
export function createAppClient(credentials: AppCredentials, options: OctokitOptions): ProbotOctokit {
  return createOctokit(options, { authStrategy: createAppAuth, auth: credentials })
}
