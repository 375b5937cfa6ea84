import { createUserSignIn } from '../../../src/adapters/github/connection/app/user-sign-in.ts'
import { endedSessions } from '../../../src/adapters/storage/rows/ended-sessions.ts'
import { type SignInOptions, signInAccess } from '../../../src/dashboard/access/sign-in.ts'
import { repo, type Stage, setStage } from '../../embedded-github/support.ts'
import { type ADashboard, aDashboard } from '../a-dashboard.ts'

export interface DashboardWithSignIn extends ADashboard {
  readonly stage: Stage
  /** Id of the App that people sign in with. */
  readonly app: number
}

type Options = Pick<SignInOptions, 'publicUrl'> & Partial<SignInOptions>

/** A server whose people sign in on an embedded GitHub: `acme` owns the repository of the run that is over, `stranger` can read none. */
export async function dashboardWithSignIn(options: Options): Promise<DashboardWithSignIn> {
  const stage = await setStage()
  const { id: app, client } = await stage.github.admin.registerApp({
    ...{ slug: 'helper', owner: repo.owner, webhookSecret: 'a-long-secret', permissions: {}, events: [] },
    callbackUrls: [`${options.publicUrl}/sign-in/callback`],
  })
  if (!client) throw new Error('nobody can sign in')
  const [clientId, clientSecret] = [client.id, client.secret]
  const dashboard = await aDashboard({
    access: (database) =>
      signInAccess({
        github: createUserSignIn({ clientId, clientSecret, apiUrl: stage.github.apiUrl }),
        ...{ secret: clientSecret, sessions: endedSessions(database), operators: [] },
        ...{ log: () => {}, onToken: () => {}, now: () => Date.now() },
        ...options,
      }),
  })
  return {
    ...dashboard,
    ...{ stage, app },
    close: async () => {
      await dashboard.close()
      await stage.close()
    },
  }
}
