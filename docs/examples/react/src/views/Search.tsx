import { useSearchParams } from 'react-router';
import { list, search } from '../api';
import { ProductCards } from '../components/ProductCards';
import type { AnyNode, Product } from '../heliograph';
import { useLanguage } from '../language';
import { useLoaded } from '../useLoaded';
import { Areas } from './Areas';

/** Searches products. The query is in the address, so a search can be kept and sent on. */
export function Search({ footer }: { footer?: AnyNode }) {
  const { lang, words } = useLanguage();
  const [parameters, setParameters] = useSearchParams();
  const query = parameters.get('q')?.trim() ?? '';
  const { value } = useLoaded(`${lang} ${query}`, async (signal) => {
    if (query === '') {
      return undefined;
    }
    const found = await search(query, lang, signal);
    const products = await list('delivery/products/v1', { lang, limit: 100 }, signal);
    const byId = new Map(products.results.map((product) => [product['@id'], product]));
    return {
      total: found.total,
      products: found.results.map((hit) => byId.get(hit['@id'])).filter((hit): hit is Product => hit !== undefined),
    };
  });
  return (
    <Areas footer={footer}>
      <h1>{words.search}</h1>
      <form
        role="search"
        key={query}
        onSubmit={(event) => {
          event.preventDefault();
          setParameters({ q: String(new FormData(event.currentTarget).get('q')) });
        }}
      >
        <input type="search" name="q" aria-label={words.search} defaultValue={query} required />
        <button>{words.search}</button>
      </form>
      {value && (
        <>
          <p role="status">{words.results(value.total)}</p>
          <ProductCards products={value.products} />
        </>
      )}
    </Areas>
  );
}
