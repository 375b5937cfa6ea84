import { existsSync } from 'node:fs'

/** What `.env` in the current folder sets, for what is not set yet. */
export function loadEnv(): void {
  if (existsSync('.env')) process.loadEnvFile('.env')
}
