package org.heliograph.cms.content;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.Comparator;
import java.util.GregorianCalendar;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeSet;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.heliograph.cms.repository.ContentRepository;

/**
 * Earlier states of items: one is kept at each publishing and whenever an editor wishes. They stay when the item is moved,
 * renamed or deleted. Of each item only so many are kept, the latest ones.
 */
public final class Versions {

    private static final String FOLDER = "versions";
    private static final String TIME = "time";
    private static final String AUTHOR = "author";
    private static final String COMMENT = "comment";
    private static final String LANGUAGES = "languages";
    private static final String PATH = "path";
    private static final String REVISION = "revision";

    /** Longest comment, in characters. */
    public static final int MAX_COMMENT = 500;

    private final ContentRepository repository;
    private final Clock clock;
    private final int kept;

    /**
     * A version.
     *
     * @param number from 1, never given twice to versions of an item
     * @param time when it was made
     * @param author who made it
     * @param comment empty for none
     * @param languages that were published with it; empty for a version made on demand
     * @param path of the item at that time
     * @param revision of the item at that time
     */
    public record Version(
            int number,
            Instant time,
            String author,
            String comment,
            Set<String> languages,
            String path,
            String revision) {}

    /**
     * An item whose state is to be kept.
     *
     * @param path of the item
     * @param languages that are published with it
     */
    public record Kept(String workspace, String path, ItemNode item, Set<Locale> languages) {}

    /** @param kept how many versions of an item are kept, at least 1 */
    public Versions(ContentRepository repository, Clock clock, int kept) {
        this.repository = repository;
        this.clock = clock;
        this.kept = kept;
    }

    /**
     * Keeps the states of some items, all or none of them.
     *
     * @return the numbers of the versions by the items' identifiers
     */
    public Map<String, Integer> add(Collection<Kept> states, String author, String comment) throws RepositoryException {
        return repository.write(ContentRepository.INTERNAL, session -> {
            Map<String, Integer> numbers = new LinkedHashMap<>();
            for (Kept state : states) {
                numbers.put(state.item().id(), add(session, state, author, comment));
            }
            return numbers;
        });
    }

    private int add(Session session, Kept state, String author, String comment) throws RepositoryException {
        String id = state.item().id();
        Node folder = Folders.of(Folders.ofId(Folders.of(session.getRootNode(), FOLDER, state.workspace()), id), id);
        List<Integer> numbers = numbers(folder);
        int number = numbers.isEmpty() ? 1 : numbers.get(numbers.size() - 1) + 1;
        Node version = folder.addNode(String.valueOf(number), Folders.TYPE);
        version.setProperty(TIME, now());
        version.setProperty(AUTHOR, author);
        version.setProperty(COMMENT, comment);
        version.setProperty(
                LANGUAGES,
                state.languages().stream().map(Locale::toLanguageTag).sorted().toArray(String[]::new));
        version.setProperty(PATH, state.path());
        version.setProperty(REVISION, state.item().revision());
        ItemText.store(state.item(), version);
        for (int i = 0; i + kept <= numbers.size(); i++) {
            folder.getNode(String.valueOf(numbers.get(i))).remove();
        }
        return number;
    }

    private Calendar now() {
        Calendar now = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
        now.setTimeInMillis(clock.millis());
        return now;
    }

    private static List<Integer> numbers(Node folder) throws RepositoryException {
        List<Integer> numbers = new ArrayList<>();
        for (NodeIterator each = folder.getNodes(); each.hasNext(); ) {
            numbers.add(Integer.parseInt(each.nextNode().getName()));
        }
        numbers.sort(Comparator.naturalOrder());
        return numbers;
    }

    private static String pathOf(String workspace, String id) {
        return "/" + FOLDER + "/" + workspace + "/" + id.substring(0, 2) + "/" + id;
    }

    /** The versions of an item, the latest first. */
    public List<Version> list(String workspace, String id) throws RepositoryException {
        return repository.read(ContentRepository.INTERNAL, session -> {
            List<Version> versions = new ArrayList<>();
            String path = pathOf(workspace, id);
            if (session.nodeExists(path)) {
                for (NodeIterator each = session.getNode(path).getNodes(); each.hasNext(); ) {
                    versions.add(version(each.nextNode()));
                }
            }
            versions.sort(Comparator.comparingInt(Version::number).reversed());
            return versions;
        });
    }

    private static Version version(Node node) throws RepositoryException {
        Set<String> languages = new TreeSet<>();
        for (Value language : node.getProperty(LANGUAGES).getValues()) {
            languages.add(language.getString());
        }
        return new Version(
                Integer.parseInt(node.getName()),
                node.getProperty(TIME).getDate().toInstant(),
                node.getProperty(AUTHOR).getString(),
                node.getProperty(COMMENT).getString(),
                languages,
                node.getProperty(PATH).getString(),
                node.getProperty(REVISION).getString());
    }

    /** The item as it was in a version. */
    public Optional<ItemNode> item(String workspace, String id, int number) throws RepositoryException {
        return repository.read(ContentRepository.INTERNAL, session -> {
            String path = pathOf(workspace, id) + "/" + number;
            return session.nodeExists(path) ? Optional.of(ItemText.load(session.getNode(path))) : Optional.empty();
        });
    }
}
