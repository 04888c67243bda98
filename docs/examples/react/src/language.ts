import { useParams } from 'react-router';
import type { Locale } from './heliograph';

const texts = {
  en: {
    products: 'Products',
    search: 'Search',
    contact: 'Contact',
    other: '中文',
    results: (count: number) => `${count} results`,
    notFound: 'There is no such page.',
    failed: 'The host does not answer as it should.',
    wind: 'Wind load',
    snow: 'Snow load',
    enquire: 'Ask about this product',
  },
  zh: {
    products: '产品',
    search: '搜索',
    contact: '联系我们',
    other: 'English',
    results: (count: number) => `${count} 条结果`,
    notFound: '没有这个页面。',
    failed: '服务器未正常应答。',
    wind: '风荷载',
    snow: '雪荷载',
    enquire: '咨询此产品',
  },
};

/** The language of the address, and the words of this front end in it. */
export function useLanguage() {
  const lang: Locale = useParams().lang === 'zh' ? 'zh' : 'en';
  return { lang, other: lang === 'zh' ? 'en' : ('zh' as Locale), words: texts[lang] };
}
