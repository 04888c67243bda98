import { list } from '../api';
import { ProductCards } from '../components/ProductCards';
import type { AnyNode } from '../heliograph';
import { useLanguage } from '../language';
import { useLoaded } from '../useLoaded';
import { Areas } from './Areas';

/** All products. */
export function ProductList({ main, footer, title }: { main?: AnyNode; footer?: AnyNode; title?: string }) {
  const { lang, words } = useLanguage();
  const { value } = useLoaded(lang, (signal) =>
    list('delivery/products/v1', { lang, orderBy: 'sku', limit: 100 }, signal),
  );
  return (
    <Areas main={main} footer={footer}>
      <h1>{title ?? words.products}</h1>
      {value && <p>{words.results(value.total)}</p>}
      <ProductCards products={value?.results ?? []} />
    </Areas>
  );
}
