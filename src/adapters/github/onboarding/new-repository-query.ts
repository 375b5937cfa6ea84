/** All that is asked of a repository which the App is new to, as one request. */
export const newRepositoryQuery =
  () => `query NewRepository($owner: String!, $name: String!, $settings: String!) {
  repository(owner: $owner, name: $name) {
    id isFork isArchived
    defaultBranchRef { name target { oid } }
    settings: object(expression: $settings) { __typename }
    pullRequests(states: [MERGED], first: 10, orderBy: { field: CREATED_AT, direction: DESC }) {
      nodes {
        number title
        statusCheckRollup {
          contexts(first: 100) {
            nodes {
              __typename
              ... on CheckRun { name conclusion }
              ... on StatusContext { context state }
            }
          }
        }
      }
    }
  }
}`
