/** Names of what travels between the preload and the main process. */
export const channels = {
  call: 'ashena:call',
  hello: 'ashena:hello',
  bye: 'ashena:bye',
  news: 'ashena:news',
} as const;
