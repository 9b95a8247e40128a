// Tells Monaco where its workers are: files of our own origin, named by the bundler.
declare const WORKER_URLS: Record<'editor' | 'json' | 'graphql', string>;

export function setUpWorkers(): void {
  Object.assign(globalThis, {
    MonacoEnvironment: {
      getWorker(_id: string, label: string) {
        return new Worker(label === 'json' || label === 'graphql' ? WORKER_URLS[label] : WORKER_URLS.editor);
      },
    },
  });
}
