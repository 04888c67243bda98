import { useEffect } from 'react';
import { Link, NavLink, Outlet, useLocation } from 'react-router';
import { useLanguage } from './language';

/** The frame of all pages: navigation and the way to the same page in the other language. */
export function Layout() {
  const { lang, other, words } = useLanguage();
  const { pathname, search } = useLocation();
  useEffect(() => {
    document.documentElement.lang = lang;
  }, [lang]);
  return (
    <>
      <header>
        <Link to={`/${lang}`} className="name">
          Heliograph
        </Link>
        <nav aria-label={words.products}>
          <NavLink to={`/${lang}/products`}>{words.products}</NavLink>
          <NavLink to={`/${lang}/search`}>{words.search}</NavLink>
          <NavLink to={`/${lang}/contact`}>{words.contact}</NavLink>
        </nav>
        <Link to={pathname.replace(/^\/\w+/, `/${other}`) + search} lang={other} className="language">
          {words.other}
        </Link>
      </header>
      <main>
        <Outlet />
      </main>
    </>
  );
}
