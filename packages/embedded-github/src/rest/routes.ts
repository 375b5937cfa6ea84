import type { RateLimits } from '../http/rate-limits.ts'
import type { Route } from '../http/route-finder.ts'
import { actionsRoutes } from './actions.ts'
import { appRoutes } from './apps.ts'
import { artifactRoutes } from './artifacts.ts'
import { assigneeRoutes } from './assignees.ts'
import { checkRoutes } from './checks.ts'
import { commitRoutes } from './commits.ts'
import { contentRoutes } from './contents.ts'
import { dependencyRoutes } from './dependencies.ts'
import { gitRoutes } from './git.ts'
import { issueRoutes } from './issues.ts'
import { labelRoutes } from './labels.ts'
import { metaRoutes } from './meta.ts'
import { milestoneRoutes } from './milestones.ts'
import { pullRequestRoutes } from './pull-requests.ts'
import { reactionRoutes } from './reactions.ts'
import { repositoryRoutes } from './repositories.ts'
import { reviewRoutes } from './reviews.ts'
import { userRoutes } from './users.ts'

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
