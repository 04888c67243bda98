/** The host cleans rich text when it is saved. */
export function RichText({ title, text = '' }: { title?: string; text?: string }) {
  return (
    <section>
      {title && <h2>{title}</h2>}
      <div dangerouslySetInnerHTML={{ __html: text }} />
    </section>
  );
}
