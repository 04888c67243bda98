package org.heliograph.cms.content;

import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.FieldProblem.Spot;
import org.heliograph.cms.repository.ContentRepository;

/**
 * The slugs of items, of content types that have a field {@code slug}: one per language, unique in its workspace and
 * language. It is made from the title where an editor gives none, and stays when the title changes. A slug that the public
 * has seen leads to its item for ever, until another item takes it.
 */
public final class Slugs {

    /** The field that holds them. */
    public static final String FIELD = "slug";

    /** Longest slug, in characters. */
    public static final int MAX_LENGTH = Slug.MAX_CHOSEN;

    private static final String TITLE = "title";
    private static final String FOLDER = "redirects";
    private static final String ITEM = "item";
    /** Numbers that are tried behind a slug before a piece of the item's identifier is. */
    private static final int MOST_NUMBERS = 20;

    private final ContentRepository repository;
    private final Lookup lookup;

    /** @param lookup finds the items that have a slug already */
    public Slugs(ContentRepository repository, Lookup lookup) {
        this.repository = repository;
        this.lookup = lookup;
    }

    /**
     * A slug for an item that no other one has.
     *
     * @param title in the language
     * @param stored name of the property that holds the slug in the language
     * @param id of the item, which may have the slug already
     */
    String propose(String workspace, String title, String stored, String id) {
        String made = Slug.of(title);
        String base = made.isEmpty() ? "item-" + id.substring(0, 8) : made;
        return Stream.concat(
                        Stream.iterate(1, n -> n + 1).limit(MOST_NUMBERS).map(n -> n == 1 ? base : base + "-" + n),
                        Stream.of(base + "-" + id.substring(0, 8), base + "-" + id))
                .filter(slug -> isFree(workspace, stored, slug, id))
                .findFirst()
                .orElse(id);
    }

    /** Whether no other item has a slug, in the working content or published. */
    private boolean isFree(String workspace, String stored, String slug, String id) {
        return Stream.of(View.values())
                .flatMap(view -> lookup.withValue(view, workspace, stored, slug).stream())
                .allMatch(node -> node.id().equals(id));
    }

    /**
     * The item with slugs in all languages that have a title and no slug.
     *
     * @param wanted item as it is about to be stored
     */
    ItemNode complete(String workspace, ItemNode wanted, NodeLanguages names) {
        if (names.declared().property(FIELD).isEmpty()) {
            return wanted;
        }
        TreeMap<String, ItemValue> properties = new TreeMap<>(wanted.properties());
        for (Locale locale : names.languages().i18n().locales()) {
            String stored = names.languages().stored(FIELD, locale);
            String title = text(wanted, names.languages().stored(TITLE, locale));
            if (text(wanted, stored).isEmpty() && !title.isEmpty()) {
                String slug = propose(workspace, title, stored, wanted.id());
                properties.put(stored, new ItemValue(PropertyType.STRING, false, List.of(slug)));
            }
        }
        return new ItemNode(wanted.name(), wanted.id(), wanted.type(), wanted.mixins(), properties, wanted.children());
    }

    private static String text(ItemNode item, String property) {
        return Optional.ofNullable(item.properties().get(property))
                .map(ItemValue::text)
                .orElse("");
    }

    /** What is wrong with the slugs that differ from those before. */
    List<FieldProblem> check(String workspace, ItemNode before, ItemNode wanted, NodeLanguages names) {
        return changed(before, wanted, names).entrySet().stream()
                .flatMap(each -> fault(workspace, wanted, each.getKey(), each.getValue()).stream())
                .toList();
    }

    private Optional<FieldProblem> fault(String workspace, ItemNode item, String stored, Locale locale) {
        Spot spot = Spot.ITEM.below(FIELD).in(Optional.of(locale));
        String slug = text(item, stored);
        if (slug.isEmpty()) {
            return Optional.empty();
        }
        if (slug.length() > MAX_LENGTH || !Slug.FORM.matcher(slug).matches() || !isComposed(slug)) {
            return Optional.of(FieldProblem.of(spot, "slug-malformed", MAX_LENGTH));
        }
        return isFree(workspace, stored, slug, item.id())
                ? Optional.empty()
                : Optional.of(FieldProblem.of(spot, "slug-taken"));
    }

    private static boolean isComposed(String slug) {
        return Normalizer.isNormalized(slug, Normalizer.Form.NFC);
    }

    /** The stored names of slugs that differ, with their languages. */
    private static Map<String, Locale> changed(ItemNode before, ItemNode after, NodeLanguages names) {
        Map<String, Locale> changed = new TreeMap<>();
        if (names.declared().property(FIELD).isPresent()) {
            for (Locale locale : names.languages().i18n().locales()) {
                String stored = names.languages().stored(FIELD, locale);
                if (!text(before, stored).equals(text(after, stored))) {
                    changed.put(stored, locale);
                }
            }
        }
        return changed;
    }

    /**
     * Keeps the slugs of an item's published state that it is about to lose, so that they lead to it further on. To be
     * called before the new state is saved: if that never happens, the slug that is still in use comes first anyway.
     *
     * @param before as it is published
     * @param after as it will be
     */
    public void keep(String workspace, ItemNode before, ItemNode after, NodeLanguages names)
            throws RepositoryException {
        Map<String, Locale> lost = changed(before, after, names);
        lost.keySet().removeIf(stored -> text(before, stored).isEmpty());
        if (lost.isEmpty()) {
            return;
        }
        repository.write(ContentRepository.INTERNAL, session -> {
            for (Map.Entry<String, Locale> each : lost.entrySet()) {
                Node folder = Folders.of(
                        session.getRootNode(),
                        FOLDER,
                        workspace,
                        each.getValue().toString());
                String slug = text(before, each.getKey());
                Node redirect = folder.hasNode(slug) ? folder.getNode(slug) : folder.addNode(slug, Folders.TYPE);
                redirect.setProperty(ITEM, before.id());
            }
            return lost;
        });
    }

    /** The item that had a slug once. */
    public Optional<String> formerly(String workspace, Locale locale, String slug) throws RepositoryException {
        if (slug.length() > MAX_LENGTH || !Slug.FORM.matcher(slug).matches()) {
            return Optional.empty();
        }
        return repository.read(ContentRepository.INTERNAL, session -> {
            String path = "/" + FOLDER + "/" + workspace + "/" + locale + "/" + slug + "/" + ITEM;
            return session.propertyExists(path)
                    ? Optional.of(session.getProperty(path).getString())
                    : Optional.empty();
        });
    }
}
