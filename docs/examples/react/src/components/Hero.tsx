import { Picture } from './Picture';
import { SiteLink } from './SiteLink';
import type { Asset } from '../heliograph';

interface Props {
  eyebrow?: string;
  title?: string;
  text?: string;
  link?: string;
  linkText?: string;
  image?: Asset | string;
  imageAlt?: string;
}

export function Hero({ eyebrow, title, text, link, linkText, image, imageAlt }: Props) {
  return (
    <section className="hero">
      {eyebrow && <p className="note">{eyebrow}</p>}
      <h1>{title}</h1>
      <p>{text}</p>
      <SiteLink to={link}>{linkText}</SiteLink>
      <Picture image={image} alt={imageAlt} />
    </section>
  );
}
