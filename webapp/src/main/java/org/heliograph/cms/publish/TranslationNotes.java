package org.heliograph.cms.publish;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.ContentRepository;

/**
 * What the values in the site's default language were when those of another one were last changed: a translation is stale
 * when they are something else by now.
 *
 * <p>Each note holds digests of both. It is written after the save. If a kill comes between, the translation is not what the
 * note says, and does not count as stale. Where there is no note, what is published tells: texts that were published together
 * belong together.
 */
final class TranslationNotes {

    private static final String FOLDER = "translations";
    private static final String TYPE = "nt:unstructured";

    private final Publishing publishing;

    TranslationNotes(Publishing publishing) {
        this.publishing = publishing;
    }

    /**
     * A note on a translation.
     *
     * @param own digest of the translation
     * @param source digest of the values in the default language; empty where there were none
     */
    private record Note(String own, String source) {

        static Note parse(String text) {
            int blank = text.indexOf(' ');
            return new Note(text.substring(0, blank), text.substring(blank + 1));
        }

        @Override
        public String toString() {
            return own + " " + source;
        }
    }

    /** The translations of an item that are stale. */
    Set<Locale> stale(Comparison item) throws RepositoryException {
        Map<Locale, String> now = Comparison.digests(item.working().item(), item.names());
        if (now.size() < 2) {
            return Set.of();
        }
        Map<Locale, Note> notes = new HashMap<>(published(item));
        notes.putAll(publishing
                .repository()
                .read(
                        ContentRepository.INTERNAL,
                        session -> stored(session, item.working().id(), item)));
        String source = source(now, item);
        Set<Locale> stale = new HashSet<>();
        notes.forEach((locale, note) -> {
            if (note.own().equals(now.get(locale)) && !note.source().equals(source)) {
                stale.add(locale);
            }
        });
        return stale;
    }

    private static String source(Map<Locale, String> digests, Comparison item) {
        return digests.getOrDefault(item.names().languages().i18n().defaultLocale(), "");
    }

    /** What would be noted on texts that were published together. */
    private static Map<Locale, Note> published(Comparison item) {
        Map<Locale, String> digests = item.publishedDigests();
        Map<Locale, Note> notes = new HashMap<>();
        String source = source(digests, item);
        for (Locale locale : item.translations()) {
            if (digests.containsKey(locale) && !source.isEmpty()) {
                notes.put(locale, new Note(digests.get(locale), source));
            }
        }
        return notes;
    }

    private static Map<Locale, Note> stored(Session session, ItemId id, Comparison item) throws RepositoryException {
        Map<Locale, Note> notes = new HashMap<>();
        String path = path(id);
        if (session.nodeExists(path)) {
            Node node = session.getNode(path);
            for (Locale locale : item.translations()) {
                if (node.hasProperty(locale.toString())) {
                    notes.put(
                            locale,
                            Note.parse(node.getProperty(locale.toString()).getString()));
                }
            }
        }
        return notes;
    }

    private static String path(ItemId id) {
        return "/" + FOLDER + "/" + id.workspace() + "/" + id.id().substring(0, 2) + "/" + id.id();
    }

    /** Notes the translations that a save changed. */
    void saved(String workspace, Set<String> items) throws RepositoryException {
        Map<ItemId, Map<Locale, Note>> changed = new TreeMap<>();
        for (String id : items) {
            ItemId item = new ItemId(workspace, id);
            Optional<Comparison> comparison = publishing.compare(item);
            if (comparison.isPresent()) {
                Map<Locale, Note> notes = changed(comparison.get());
                if (!notes.isEmpty()) {
                    changed.put(item, notes);
                }
            }
        }
        if (!changed.isEmpty()) {
            publishing.repository().write(ContentRepository.INTERNAL, session -> {
                for (Map.Entry<ItemId, Map<Locale, Note>> each : changed.entrySet()) {
                    Node node = node(session, each.getKey());
                    for (Map.Entry<Locale, Note> note : each.getValue().entrySet()) {
                        node.setProperty(
                                note.getKey().toString(), note.getValue().toString());
                    }
                }
                return true;
            });
        }
    }

    private Map<Locale, Note> changed(Comparison item) throws RepositoryException {
        Map<Locale, String> now = Comparison.digests(item.working().item(), item.names());
        if (now.keySet().stream().noneMatch(item.translations()::contains)) {
            return Map.of();
        }
        Map<Locale, Note> stored = publishing
                .repository()
                .read(
                        ContentRepository.INTERNAL,
                        session -> stored(session, item.working().id(), item));
        Map<Locale, Note> before = new HashMap<>(published(item));
        before.putAll(stored);
        Map<Locale, Note> changed = new HashMap<>();
        for (Locale locale : item.translations()) {
            String own = now.get(locale);
            if (own != null) {
                Note note = before.get(locale);
                boolean isSame = note != null && note.own().equals(own);
                Note wanted = isSame ? note : new Note(own, source(now, item));
                if (!wanted.equals(stored.get(locale))) {
                    changed.put(locale, wanted);
                }
            }
        }
        return changed;
    }

    private static Node node(Session session, ItemId id) throws RepositoryException {
        Node node = session.getRootNode();
        for (String step : path(id).substring(1).split("/")) {
            node = node.hasNode(step) ? node.getNode(step) : node.addNode(step, TYPE);
        }
        return node;
    }
}
