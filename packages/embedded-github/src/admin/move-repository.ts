import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import { findRepository, type GitHub } from '../github.ts'
import type { Repository } from '../model.ts'
import { serializeUser } from '../serializers/user.ts'
import { repositoryDirectory } from './create-repository.ts'

/**
 * Gives a repository another name, or another owner, who must be a user. It keeps its id, and is found under its former name until somebody
 * else takes that. An App stays installed on what another owner has got only where that owner has it installed, too. Throws where the name
 * is taken.
 */
export async function moveRepository(
  github: GitHub,
  repository: Repository,
  to: { readonly owner: string; readonly name: string },
): Promise<void> {
  if (findRepository(github, to.owner, to.name)) throw new Error(`${to.owner}/${to.name} exists already`)
  const from = { owner: repository.owner, name: repository.name }
  await github.exclusively(repository, async () => {
    const place = repositoryDirectory(github.dataDir, to.owner, to.name)
    await mkdir(dirname(place), { recursive: true })
    await rename(repositoryDirectory(github.dataDir, from.owner, from.name), place)
    const former = `${from.owner}/${from.name}`.toLowerCase()
    Object.assign(repository, to, { formerNames: [...(repository.formerNames ?? []), former] })
  })
  if (to.owner !== from.owner) moveInstallations(github, repository, from.owner)
  announceMove(github, repository, from)
}

function moveInstallations(github: GitHub, repository: Repository, from: string): void {
  for (const old of github.state.installations.filter(({ account }) => account === from)) {
    if (!old.repositories.includes(repository.id)) continue
    old.repositories = old.repositories.filter((id) => id !== repository.id)
    const installed = github.state.installations.find(
      ({ appId, account }) => appId === old.appId && account === repository.owner,
    )
    installed?.repositories.push(repository.id)
  }
}

function announceMove(
  github: GitHub,
  repository: Repository,
  from: { readonly owner: string; readonly name: string },
): void {
  const sender = repository.owner
  if (from.owner === repository.owner) {
    const changes = { repository: { name: { from: from.name } } }
    github.emit({ event: 'repository', action: 'renamed', repository, sender, payload: { changes } })
    return
  }
  const changes = { owner: { from: { user: serializeUser(github, from.owner) } } }
  github.emit({ event: 'repository', action: 'transferred', repository, sender, payload: { changes } })
}
