import { useEffect, useState } from 'react';

/** What is loaded, anew whenever the key changes; an older answer never takes the place of a newer one. */
export function useLoaded<T>(key: string, load: (signal: AbortSignal) => Promise<T>) {
  const [state, setState] = useState<{ key: string; value?: T; error?: Error }>({ key });
  useEffect(() => {
    const controller = new AbortController();
    load(controller.signal).then(
      (value) => setState({ key, value }),
      (error: Error) => controller.signal.aborted || setState({ key, error }),
    );
    return () => controller.abort();
    // The key stands for all that load reads.
  }, [key]);
  return state.key === key ? state : { key };
}
