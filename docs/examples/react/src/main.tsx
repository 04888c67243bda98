import { createRoot } from 'react-dom/client';
import { BrowserRouter, Navigate, Route, Routes } from 'react-router';
import { CmsPage } from './CmsPage';
import { Layout } from './Layout';
import './style.css';

const preferred = navigator.language.startsWith('zh') ? '/zh' : '/en';

createRoot(document.getElementById('root')!).render(
  <BrowserRouter>
    <Routes>
      <Route path="/:lang" element={<Layout />}>
        <Route index element={<CmsPage path="/heliograph" />} />
        <Route path="products" element={<CmsPage path="/heliograph/products" />} />
        <Route path="products/:slug" element={<CmsPage path="/heliograph/products/product" />} />
        <Route path="search" element={<CmsPage path="/heliograph/search" />} />
        <Route path="contact" element={<CmsPage path="/heliograph/contact" />} />
      </Route>
      <Route path="*" element={<Navigate to={preferred} replace />} />
    </Routes>
  </BrowserRouter>,
);
