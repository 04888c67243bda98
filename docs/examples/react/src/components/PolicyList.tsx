import { list } from '../api';
import type { Topic } from '../heliograph';
import { useLanguage } from '../language';
import { useLoaded } from '../useLoaded';

interface Props {
  title?: string;
  text?: string;
  topic?: Topic | string;
  limit?: number | string;
}

/** The latest policies, of a topic where the editor chose one. */
export function PolicyList({ title, text, topic, limit = 5 }: Props) {
  const { lang } = useLanguage();
  const id = typeof topic === 'object' ? topic['@id'] : topic;
  const { value } = useLoaded(`${lang} ${id} ${limit}`, (signal) =>
    list('delivery/policies/v1', { lang, orderBy: 'datePublished desc', limit, ...(id && { topics: id }) }, signal),
  );
  return (
    <section>
      {title && <h2>{title}</h2>}
      {text && <p>{text}</p>}
      <ul>
        {value?.results.map((policy) => (
          <li key={policy['@id']}>
            {policy.title} <span className="note">{policy.docNumber}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
