import { useEffect } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { list } from '../api';
import type { AnyNode, Locale, Product } from '../heliograph';
import { useLanguage } from '../language';
import { useLoaded } from '../useLoaded';
import { Areas } from './Areas';

/** A slug of either language finds the product: so the way to the other language needs no other address. */
async function find(slug: string, lang: Locale, signal: AbortSignal): Promise<Product | null> {
  for (const property of lang === 'zh' ? ['slug_zh', 'slug'] : ['slug', 'slug_zh']) {
    const { results } = await list('delivery/products/v1', { lang, [property]: slug, limit: 1 }, signal);
    if (results[0]) {
      return results[0];
    }
  }
  return null;
}

export function ProductDetail({ main, footer }: { main?: AnyNode; footer?: AnyNode }) {
  const { lang, words } = useLanguage();
  const { slug = '' } = useParams();
  const navigate = useNavigate();
  const { value: product } = useLoaded(`${lang} ${slug}`, (signal) => find(slug, lang, signal));
  const right = product?.slug ?? slug;
  useEffect(() => {
    if (right !== slug) {
      navigate(`/${lang}/products/${right}`, { replace: true });
    }
  }, [right, slug, lang, navigate]);
  return (
    <Areas main={main} footer={footer}>
      {product === null && <h1>{words.notFound}</h1>}
      {product && (
        <article>
          <h1>{product.title}</h1>
          <p className="note">{product.sku}</p>
          <p>{product.summary}</p>
          <Picture product={product} />
          <dl>
            {product.windLimit && <Limit name={words.wind} {...product.windLimit} />}
            {product.snowLimit && <Limit name={words.snow} {...product.snowLimit} />}
          </dl>
          {/* The host cleans rich text when it is saved. */}
          <div dangerouslySetInnerHTML={{ __html: product.body ?? '' }} />
          <p>
            <Link to={`/${lang}/contact?product=${encodeURIComponent(product['@path'])}`}>{words.enquire}</Link>
          </p>
        </article>
      )}
    </Areas>
  );
}

function Picture({ product }: { product: Product }) {
  const first = product.gallery?.find((asset) => typeof asset === 'object');
  const source = first?.renditions?.medium?.link ?? first?.['@link'];
  return source ? <img src={source} alt={product.galleryAlt?.[0] ?? product.title} /> : null;
}

function Limit({ name, value, unit }: { name: string; value: number; unit: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>
        {value} {unit}
      </dd>
    </>
  );
}
