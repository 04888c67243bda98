import type { AnyNode, Endpoints, Locale, Page } from './heliograph';

type Parameters = Record<string, string | number | boolean>;

/** What the host answers to a GET; an error that names the address where it refuses. */
export async function get<T>(path: string, parameters: Parameters = {}, signal?: AbortSignal): Promise<T> {
  const query = new URLSearchParams(Object.entries(parameters).map(([name, value]) => [name, String(value)]));
  const address = `/.rest/${path}${query.size > 0 ? `?${query}` : ''}`;
  const response = await fetch(address, { headers: { Accept: 'application/json' }, signal });
  if (!response.ok) {
    throw new Error(`${address}: ${response.status}`);
  }
  return response.json() as Promise<T>;
}

/** Items of an endpoint, typed by its content type. */
export function list<E extends keyof Endpoints>(
  endpoint: E,
  parameters: Parameters & { lang: Locale },
  signal?: AbortSignal,
): Promise<Page<Endpoints[E]>> {
  return get(endpoint, parameters, signal);
}

/** A page with its areas and components. */
export function page(path: string, lang: Locale, signal?: AbortSignal): Promise<AnyNode> {
  return get(`delivery/pages/v1${path}`, { lang }, signal);
}

/** What the page editor has to know of a page. */
export function annotations(path: string, signal?: AbortSignal): Promise<Record<string, string>> {
  return get(`template-annotations/v1${path}`, {}, signal);
}

export interface SearchResult {
  '@id': string;
  '@path': string;
  '@workspace': string;
  title: string;
  summary?: string;
}

export function search(q: string, lang: Locale, signal?: AbortSignal): Promise<Page<SearchResult>> {
  return get('search/v1', { q, lang, types: 'product' }, signal);
}
