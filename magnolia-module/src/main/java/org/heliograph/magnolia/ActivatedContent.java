package org.heliograph.magnolia;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.Property;
import javax.jcr.PropertyIterator;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.heliograph.host.ContentSessions;
import org.heliograph.host.Finder;
import org.heliograph.host.Publication;
import org.heliograph.host.PublishedItem;
import org.heliograph.host.Query;

/** What is there, or only what Magnolia notes as activated. A language is published when there is a title in it. */
final class ActivatedContent implements Publication {

    private static final String ACTIVATED = "mgnl:activationStatus";
    private static final String TITLE = "title";
    private static final int SUMMARY = 300;

    private final ContentSessions sessions;
    private final MagnoliaTypes types;
    private final BooleanSupplier activatedOnly;

    /** @param activatedOnly whether what is not activated is left out, at each call */
    ActivatedContent(ContentSessions sessions, MagnoliaTypes types, BooleanSupplier activatedOnly) {
        this.sessions = sessions;
        this.types = types;
        this.activatedOnly = activatedOnly;
    }

    @Override
    public List<Locale> languages() {
        return types.languages();
    }

    @Override
    public Optional<Type> type(String workspace) {
        return types.of(workspace);
    }

    @Override
    public Optional<Item> find(String workspace, String idOrPath, Locale language) throws RepositoryException {
        return read(workspace, idOrPath).map(item -> new Item(item.id(), item.path(), item.title(language)));
    }

    @Override
    public Optional<PublishedItem> item(String workspace, String id) throws RepositoryException {
        return id.startsWith("/") ? Optional.empty() : read(workspace, id);
    }

    private Optional<PublishedItem> read(String workspace, String idOrPath) throws RepositoryException {
        return sessions.read(workspace, session -> {
            Optional<Node> node = node(session, idOrPath);
            return node.isPresent() && isPublished(node.get())
                    ? Optional.of(item(workspace, node.get()))
                    : Optional.<PublishedItem>empty();
        });
    }

    private static Optional<Node> node(Session session, String idOrPath) throws RepositoryException {
        if (idOrPath.startsWith("/")) {
            return session.nodeExists(idOrPath) ? Optional.of(session.getNode(idOrPath)) : Optional.empty();
        }
        try {
            return Optional.of(session.getNodeByIdentifier(idOrPath));
        } catch (ItemNotFoundException e) {
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // so says Jackrabbit of what has not the form of an identifier
        }
    }

    private boolean isPublished(Node node) throws RepositoryException {
        return !activatedOnly.getAsBoolean()
                || node.hasProperty(ACTIVATED) && node.getProperty(ACTIVATED).getBoolean();
    }

    private PublishedItem item(String workspace, Node node) throws RepositoryException {
        Map<String, List<Object>> values = new LinkedHashMap<>();
        for (PropertyIterator each = node.getProperties(); each.hasNext(); ) {
            Property property = each.nextProperty();
            values.put(property.getName(), values(property));
        }
        Locale standard = types.standard();
        List<Locale> languages = new ArrayList<>();
        for (Locale language : types.languages()) {
            boolean isTitled = values.getOrDefault(PublishedItem.stored(TITLE, language, standard), List.of()).stream()
                    .anyMatch(title -> !title.toString().isBlank());
            if (isTitled) {
                languages.add(language);
            }
        }
        return new PublishedItem(workspace, node.getIdentifier(), node.getPath(), standard, languages, values);
    }

    private static List<Object> values(Property property) throws RepositoryException {
        List<Object> values = new ArrayList<>();
        if (property.getType() != PropertyType.BINARY) {
            for (Value value : property.isMultiple() ? property.getValues() : new Value[] {property.getValue()}) {
                values.add(value(value));
            }
        }
        return values;
    }

    private static Object value(Value value) throws RepositoryException {
        return switch (value.getType()) {
            case PropertyType.LONG -> value.getLong();
            case PropertyType.DOUBLE -> value.getDouble();
            case PropertyType.DECIMAL -> value.getDecimal();
            case PropertyType.BOOLEAN -> value.getBoolean();
            case PropertyType.DATE -> date(value.getDate());
            default -> value.getString();
        };
    }

    private static OffsetDateTime date(Calendar date) {
        ZoneId zone = date.getTimeZone().toZoneId();
        return date.toInstant().atZone(zone).toOffsetDateTime();
    }

    @Override
    public Finder in(Optional<Locale> language) {
        List<String> present = language.map(each -> List.of(PublishedItem.stored(TITLE, each, types.standard())))
                .orElse(List.of());
        List<String> set = activatedOnly.getAsBoolean() ? List.of(ACTIVATED) : List.of();
        return new JcrFinder(sessions, present, set);
    }

    @Override
    public void each(String workspace, String nodeType, Each taker) throws RepositoryException {
        sessions.read(workspace, session -> {
            for (NodeIterator all = JcrFinder.all(session, nodeType); all.hasNext(); ) {
                Node node = all.nextNode();
                if (isPublished(node)) {
                    taker.take(item(workspace, node));
                }
            }
            return workspace;
        });
    }

    /** One workspace after the other: what two of them found cannot be compared. */
    @Override
    public Results search(String text, List<String> workspaces, Locale language, int offset, int limit)
            throws RepositoryException {
        long total = 0;
        List<Hit> hits = new ArrayList<>();
        for (String workspace : workspaces) {
            Optional<Type> type = type(workspace);
            if (type.isPresent()) {
                int skipped = (int) Math.max(0, offset - total);
                Query query = new Query(
                        workspace,
                        type.get().nodeType(),
                        Optional.of(text),
                        Map.of(),
                        Map.of(),
                        PublishedItem.stored(TITLE, language, types.standard()),
                        false,
                        skipped,
                        limit - hits.size());
                Finder.Found found = in(Optional.of(language)).find(query);
                total += found.total();
                for (String id : found.ids()) {
                    item(workspace, id).ifPresent(item -> hits.add(hit(item, text, language)));
                }
            }
        }
        return new Results(total, hits);
    }

    private static Hit hit(PublishedItem item, String text, Locale language) {
        String summary = item.text("summary", language)
                .or(() -> item.text("definition", language))
                .orElse("");
        return new Hit(item.workspace(), item.id(), item.title(language), excerpt(summary, text));
    }

    /** What was typed is marked where it stands in the summary as it was typed. */
    private static List<Piece> excerpt(String summary, String text) {
        boolean isLong = summary.codePointCount(0, summary.length()) > SUMMARY;
        String shown = isLong ? summary.substring(0, summary.offsetByCodePoints(0, SUMMARY)) + "…" : summary;
        List<Piece> pieces = new ArrayList<>();
        int from = 0;
        for (int at = indexOf(shown, text, 0); at >= 0; at = indexOf(shown, text, from)) {
            pieces.add(new Piece(shown.substring(from, at), false));
            from = at + text.length();
            pieces.add(new Piece(shown.substring(at, from), true));
        }
        pieces.add(new Piece(shown.substring(from), false));
        pieces.removeIf(piece -> piece.text().isEmpty());
        return pieces;
    }

    private static int indexOf(String text, String part, int from) {
        for (int at = from; !part.isEmpty() && at + part.length() <= text.length(); at++) {
            if (text.regionMatches(true, at, part, 0, part.length())) {
                return at;
            }
        }
        return -1;
    }
}
