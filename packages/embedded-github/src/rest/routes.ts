import type { RateLimits } from '../http/rate-limits.ts'
import type { Route } from '../http/route-finder.ts'
import { appRoutes } from './apps/apps.ts'
import { userRoutes } from './apps/users.ts'
import { actionsRoutes } from './checks/actions.ts'
import { artifactRoutes } from './checks/artifacts.ts'
import { checkRoutes } from './checks/checks.ts'
import { commitRoutes } from './git/commits.ts'
import { contentRoutes } from './git/contents.ts'
import { gitRoutes } from './git/git.ts'
import { assigneeRoutes } from './issues/assignees.ts'
import { dependencyRoutes } from './issues/dependencies.ts'
import { issueRoutes } from './issues/issues.ts'
import { labelRoutes } from './issues/labels.ts'
import { milestoneRoutes } from './issues/milestones.ts'
import { reactionRoutes } from './issues/reactions.ts'
import { metaRoutes } from './meta.ts'
import { pullRequestRoutes } from './pull-requests/pull-requests.ts'
import { reviewRoutes } from './pull-requests/reviews.ts'
import { repositoryRoutes } from './repositories.ts'

/** Every REST call this server knows, most specific first where two could match. */
export function restRoutes(limits: RateLimits): readonly Route[] {
  return [
    ...metaRoutes(limits),
    ...appRoutes,
    ...userRoutes,
    ...repositoryRoutes,
    ...gitRoutes,
    ...checkRoutes,
    ...contentRoutes,
    ...commitRoutes,
    ...labelRoutes,
    ...assigneeRoutes,
    ...reactionRoutes,
    ...milestoneRoutes,
    ...dependencyRoutes,
    ...issueRoutes,
    ...reviewRoutes,
    ...pullRequestRoutes,
    ...artifactRoutes,
    ...actionsRoutes,
  ]
}
