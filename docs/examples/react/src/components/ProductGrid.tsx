import { list } from '../api';
import type { ProductCategory } from '../heliograph';
import { useLanguage } from '../language';
import { useLoaded } from '../useLoaded';
import { ProductCards } from './ProductCards';

interface Props {
  title?: string;
  text?: string;
  family?: string;
  category?: ProductCategory | string;
  limit?: number | string;
}

/** Some products, of a family or a category where the editor chose one. */
export function ProductGrid({ title, text, family, category, limit = 6 }: Props) {
  const { lang } = useLanguage();
  const id = typeof category === 'object' ? category['@id'] : category;
  const filters = { ...(family && { family }), ...(id && { category: id }) };
  const { value } = useLoaded(`${lang} ${JSON.stringify(filters)} ${limit}`, (signal) =>
    list('delivery/products/v1', { lang, orderBy: 'sku', limit, ...filters }, signal),
  );
  return (
    <section>
      {title && <h2>{title}</h2>}
      {text && <p>{text}</p>}
      <ProductCards products={value?.results ?? []} />
    </section>
  );
}
