import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useLanguage } from '../language';

/** A link as editors write it: a path of the site, without language, or a web address. */
export function SiteLink({ to, children }: { to?: string; children: ReactNode }) {
  const { lang } = useLanguage();
  if (!to || !children) {
    return null;
  }
  if (/^https?:\/\//.test(to)) {
    return <a href={to}>{children}</a>;
  }
  return to.startsWith('/') ? <Link to={`/${lang}${to}`}>{children}</Link> : null;
}
