import type { Asset } from '../heliograph';

/** A picture of the library; nothing where there is none. */
export function Picture({ image, alt = '' }: { image?: Asset | string; alt?: string }) {
  const source = typeof image === 'object' ? (image.renditions?.medium?.link ?? image['@link']) : undefined;
  return source ? <img src={source} alt={alt} /> : null;
}
