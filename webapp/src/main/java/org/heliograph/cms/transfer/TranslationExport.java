package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.ItemNode;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.Rights;

/** Writes files for translators. */
public final class TranslationExport {

    private final ContentRepository repository;
    private final Definitions definitions;

    /** @param definitions whose content types tell what texts there are */
    public TranslationExport(ContentRepository repository, Definitions definitions) {
        this.repository = repository;
        this.definitions = definitions;
    }

    /**
     * What goes to a translator.
     *
     * @param selection the items
     * @param pair from which language into which one
     * @param wanted which of their texts
     * @param staleness tells whose source is newer than its translation
     * @param reader language of the labels
     */
    public record Order(
            Selection selection,
            LanguagePair pair,
            TranslationSelection wanted,
            TranslationSelection.Staleness staleness,
            Locale reader) {}

    /**
     * An export that may begin: nothing selected is hidden from the caller.
     *
     * @throws TransferException if something selected is not there or may not be read
     */
    public Prepared prepare(Order order, Rights rights) throws RepositoryException, TransferException {
        return new Prepared(order, new ContentExport(repository, definitions).prepare(order.selection(), rights));
    }

    /** An export that may begin. */
    public final class Prepared {

        private final Order order;
        private final ContentExport.Prepared items;
        private final Translatables translatables;

        private Prepared(Order order, ContentExport.Prepared items) {
            this.order = order;
            this.items = items;
            this.translatables = new Translatables(definitions, order.pair(), order.reader());
        }

        /** Writes the file; the stream is not closed. */
        public void write(TranslationFormat format, OutputStream out) throws IOException, RepositoryException {
            TranslationFormat.Writing writing = format.write(out, order.pair());
            items.visit((workspace, node) -> {
                List<TranslatableText> texts = translatables.of(workspace, node.getPath(), ItemNode.of(node));
                if (texts.isEmpty()) {
                    return;
                }
                boolean stale = order.staleness()
                        .isStale(workspace, node.getIdentifier(), order.pair().target());
                List<TranslatableText> taken = texts.stream()
                        .filter(text -> order.wanted().takes(text, stale))
                        .toList();
                if (!taken.isEmpty()) {
                    writing.item(taken, stale);
                }
            });
            writing.end();
        }
    }
}
