import { findRepository, type GitHub } from '../github.ts'
import { nodeId } from '../ids.ts'
import type { Installation, Permissions, Repository } from '../model.ts'
import { serializeInstallation } from '../rest/apps/apps.ts'

/** What owners do with an App on the web site. */
export interface InstallationDoors {
  /** Gives the App its permissions and events in these repositories; answers the installation's id. */
  installApp(appId: number, owner: string, repositories: readonly string[]): Promise<number>
  /** Takes the App away from these repositories, or from the owner. */
  uninstallApp(appId: number, owner: string, repositories?: readonly string[]): Promise<void>
  setSuspended(appId: number, owner: string, isSuspended: boolean): Promise<void>
  /** What the owner has granted may be less than the App asks for. */
  setPermissions(appId: number, owner: string, permissions: Permissions): Promise<void>
}

export function installationDoors(github: GitHub): InstallationDoors {
  const change = async (appId: number, owner: string, work: (installation: Installation) => void) => {
    const known = findInstallation(github, appId, owner)
    if (known === undefined) throw new Error(`App ${appId} is not installed for ${owner}`)
    work(known)
    await github.commit()
  }
  return {
    installApp: async (appId, owner, repositories) => {
      const id = ensureInstallation(github, appId, { owner, repositories })
      await github.commit()
      return id
    },
    uninstallApp: (appId, owner, names) =>
      change(appId, owner, (installation) => {
        const gone = names?.flatMap((name) => findRepository(github, owner, name) ?? [])
        if (!gone) return removeInstallation(github, installation)
        const ids = gone.map(({ id }) => id)
        installation.repositories = installation.repositories.filter((id) => !ids.includes(id))
        announceChoice(github, installation, { action: 'removed', repositories: gone })
      }),
    setSuspended: (appId, owner, isSuspended) =>
      change(appId, owner, (installation) => {
        installation.suspendedAt = isSuspended ? github.now() : null
        announce(github, installation, isSuspended ? 'suspend' : 'unsuspend')
      }),
    setPermissions: (appId, owner, permissions) =>
      change(appId, owner, (installation) => {
        installation.permissions = { ...permissions }
        announce(github, installation, 'new_permissions_accepted')
      }),
  }
}

function findInstallation(github: GitHub, appId: number, owner: string): Installation | undefined {
  return github.state.installations.find(({ appId: id, account }) => id === appId && account === owner)
}

/** Its tokens end with it. */
function removeInstallation(github: GitHub, installation: Installation): void {
  announce(github, installation, 'deleted')
  const { state } = github
  state.installations = state.installations.filter((one) => one !== installation)
  state.tokens = state.tokens.filter(
    (token) => token.kind !== 'installation' || token.installationId !== installation.id,
  )
}

function ensureInstallation(
  github: GitHub,
  appId: number,
  on: { readonly owner: string; readonly repositories: readonly string[] },
): number {
  const app = github.state.apps.find(({ id }) => id === appId)
  if (app === undefined) throw new Error(`no App ${appId}`)
  const repositories = on.repositories.map((name) => {
    const repository = findRepository(github, on.owner, name)
    if (repository === undefined) throw new Error(`no repository ${on.owner}/${name}`)
    return repository
  })
  const ids = repositories.map(({ id }) => id)
  const granted = { permissions: { ...app.permissions }, events: [...app.events] }
  const known = findInstallation(github, appId, on.owner)
  if (known !== undefined) {
    const added = repositories.filter(({ id }) => !known.repositories.includes(id))
    Object.assign(known, granted, { repositories: [...known.repositories, ...added.map(({ id }) => id)] })
    if (added.length > 0) announceChoice(github, known, { action: 'added', repositories: added })
    return known.id
  }
  const installation = {
    id: github.nextId(),
    appId,
    account: on.owner,
    repositories: ids,
    ...granted,
    suspendedAt: null,
    createdAt: github.now(),
  }
  github.state.installations.push(installation)
  announce(github, installation, 'created')
  return installation.id
}

function announce(
  github: GitHub,
  installation: Installation,
  action: 'created' | 'deleted' | 'suspend' | 'unsuspend' | 'new_permissions_accepted',
): void {
  const repositories = github.state.repositories.filter(({ id }) => installation.repositories.includes(id))
  github.emit({
    event: 'installation',
    action,
    sender: installation.account,
    payload: {
      installation: serializeInstallation(github, installation),
      repositories: repositories.map(listed),
    },
    onlyApp: installation.appId,
  })
}

function announceChoice(
  github: GitHub,
  installation: Installation,
  { action, repositories }: { action: 'added' | 'removed'; repositories: readonly Repository[] },
): void {
  github.emit({
    event: 'installation_repositories',
    action,
    sender: installation.account,
    payload: {
      installation: serializeInstallation(github, installation),
      repository_selection: 'selected',
      repositories_added: action === 'added' ? repositories.map(listed) : [],
      repositories_removed: action === 'removed' ? repositories.map(listed) : [],
      requester: null,
    },
    onlyApp: installation.appId,
  })
}

function listed({ id, owner, name, isPrivate }: Repository) {
  const node_id = nodeId('Repository', id)
  return { id, node_id, name, full_name: `${owner}/${name}`, private: isPrivate }
}
