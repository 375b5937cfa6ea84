/** Whose the repository is while `try` competes over it. */
export const LOCAL_OWNER = 'local'
