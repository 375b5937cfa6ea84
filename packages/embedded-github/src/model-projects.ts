/** A project of an account, GraphQL's `ProjectV2`. */
export interface Project {
  id: number
  number: number
  owner: string
  title: string
  isPublic: boolean
  creator: string
  createdAt: string
  updatedAt: string
  closedAt: string | null
  fields: ProjectField[]
  /** Nothing but issues and pull requests. */
  items: ProjectItem[]
}

/** One that people have added; of GitHub's own (title, labels, milestone …) there is none. */
export interface ProjectField {
  id: number
  name: string
  type: 'NUMBER' | 'TEXT' | 'SINGLE_SELECT'
  /** Of a single select. */
  options: ProjectOption[]
  createdAt: string
}

export interface ProjectOption {
  id: string
  name: string
  color: string
  description: string
}

export interface ProjectItem {
  id: number
  /** Id of the issue or pull request. */
  issue: number
  creator: string
  isArchived: boolean
  createdAt: string
  updatedAt: string
  /** By the id of the field; of a single select the id of its option. */
  values: Record<number, ProjectValue>
}

interface ProjectValue {
  id: number
  content: number | string
  creator: string
  createdAt: string
  updatedAt: string
}
