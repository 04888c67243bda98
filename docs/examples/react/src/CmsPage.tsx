import { EditablePage } from '@magnolia/react-editor';
import { EditorContextHelper } from '@magnolia/template-annotations';
import { annotations, page } from './api';
import { useLanguage } from './language';
import { config } from './mappings';
import { useLoaded } from './useLoaded';

/** A page of the website workspace. Inside Magnolia's page editor it carries the annotations that make it editable. */
export function CmsPage({ path }: { path: string }) {
  const { lang, words } = useLanguage();
  const { value, error } = useLoaded(`${lang} ${path}`, async (signal) => {
    const [content, templateAnnotations] = await Promise.all([
      page(path, lang, signal),
      EditorContextHelper.inIframe() ? annotations(path, signal) : undefined,
    ]);
    return { content, templateAnnotations };
  });
  if (error) {
    return <p role="alert">{words.failed}</p>;
  }
  return value ? (
    <EditablePage
      key={value.content['@id'] + lang}
      content={value.content}
      templateAnnotations={value.templateAnnotations}
      config={config}
    />
  ) : null;
}
