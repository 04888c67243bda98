import { Contact } from './components/Contact';
import { Hero } from './components/Hero';
import { PolicyList } from './components/PolicyList';
import { ProductGrid } from './components/ProductGrid';
import { RichText } from './components/RichText';
import { Teaser } from './components/Teaser';
import { Areas } from './views/Areas';
import { ProductDetail } from './views/ProductDetail';
import { ProductList } from './views/ProductList';
import { Search } from './views/Search';

/** What draws which template of the light module. */
export const config = {
  componentMappings: {
    'heliograph:pages/home': Areas,
    'heliograph:pages/contact': Areas,
    'heliograph:pages/content': Areas,
    'heliograph:pages/products': ProductList,
    'heliograph:pages/product': ProductDetail,
    'heliograph:pages/search': Search,
    'heliograph:components/hero': Hero,
    'heliograph:components/rich-text': RichText,
    'heliograph:components/teaser': Teaser,
    'heliograph:components/product-grid': ProductGrid,
    'heliograph:components/policy-list': PolicyList,
    'heliograph:components/contact': Contact,
  },
};
