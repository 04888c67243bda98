import { Picture } from './Picture';
import { SiteLink } from './SiteLink';
import type { Asset } from '../heliograph';

interface Props {
  title?: string;
  text?: string;
  link?: string;
  linkText?: string;
  image?: Asset | string;
  imageAlt?: string;
}

export function Teaser({ title, text, link, linkText, image, imageAlt }: Props) {
  return (
    <section className="teaser">
      <h2>{title}</h2>
      <p>{text}</p>
      <SiteLink to={link}>{linkText}</SiteLink>
      <Picture image={image} alt={imageAlt} />
    </section>
  );
}
