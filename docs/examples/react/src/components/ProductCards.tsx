import { Link } from 'react-router';
import type { Product } from '../heliograph';
import { useLanguage } from '../language';

export function ProductCards({ products }: { products: Product[] }) {
  const { lang } = useLanguage();
  return (
    <ul className="cards">
      {products.map((product) => (
        <li key={product['@id']}>
          <h3>
            <Link to={`/${lang}/products/${product.slug ?? product['@name']}`}>{product.title}</Link>
          </h3>
          <p className="note">{product.sku}</p>
          <p>{product.summary}</p>
        </li>
      ))}
    </ul>
  );
}
