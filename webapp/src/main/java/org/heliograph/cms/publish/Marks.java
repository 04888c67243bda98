package org.heliograph.cms.publish;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import javax.jcr.ItemNotFoundException;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.Value;
import org.heliograph.cms.repository.ContentRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Magnolia's notes on working items: when, by whom, and whether they are published. They are written after what they tell of.
 * So that a killed process owes none of them, what is still to be noted is saved together with what is published.
 */
final class Marks {

    private static final Logger LOG = LoggerFactory.getLogger(Marks.class);
    private static final String FOLDER = "hg:marks";
    private static final String ITEMS = "items";
    private static final String AT = "at";
    private static final String BY = "by";
    private static final String ACTIVE = "active";
    private static final String SEPARATOR = " ";
    private static final String ORDER = "order";
    private static final String LAST_ACTIVATED = "mgnl:lastActivated";

    private final ContentRepository repository;
    /** Those that were written, by their names: the next save takes them away. */
    private final Set<String> written = ConcurrentHashMap.newKeySet();

    Marks(ContentRepository repository) {
        this.repository = repository;
    }

    /**
     * What is to be noted.
     *
     * @param items whose nodes get the notes, with the numbers of their versions; empty ones for none
     * @param at when they were published or taken back
     * @param by name of the user
     * @param active whether they are published now
     * @param order identifier of the schedule that this was done for; empty if it was done by hand
     */
    record Mark(Map<ItemId, String> items, Instant at, String by, boolean active, String order) {}

    /** Items whose notes do not speak of a version. */
    static Map<ItemId, String> withoutVersions(Collection<ItemId> items) {
        Map<ItemId, String> all = new TreeMap<>();
        items.forEach(item -> all.put(item, ""));
        return all;
    }

    /** Adds a mark to a session of published content, which saves it with the rest; takes away those that are done. */
    String add(Session session, Mark mark) throws RepositoryException {
        Node root = session.getRootNode();
        Node folder = root.hasNode(FOLDER) ? root.getNode(FOLDER) : root.addNode(FOLDER, "mgnl:folder");
        for (String name : List.copyOf(written)) {
            if (folder.hasNode(name)) {
                folder.getNode(name).remove();
            }
        }
        String name = UUID.randomUUID().toString();
        Node node = folder.addNode(name, "mgnl:contentNode");
        node.setProperty(
                ITEMS,
                mark.items().entrySet().stream()
                        .map(each -> each.getKey() + SEPARATOR + each.getValue())
                        .toArray(String[]::new));
        node.setProperty(AT, calendar(mark.at()));
        node.setProperty(BY, mark.by());
        node.setProperty(ACTIVE, mark.active());
        node.setProperty(ORDER, mark.order());
        return name;
    }

    private static Calendar calendar(Instant instant) {
        Calendar calendar = Calendar.getInstance(TimeZone.getTimeZone("UTC"));
        calendar.setTimeInMillis(instant.toEpochMilli());
        return calendar;
    }

    /** Writes the notes of a mark that was saved, at the next start if not now: what it tells of has been done. */
    void writeLater(String name, Mark mark) {
        try {
            write(name, mark);
        } catch (RepositoryException e) {
            LOG.error("Not noted on what was published or taken back; will be at the next start: {}", mark, e);
        }
    }

    private void write(String name, Mark mark) throws RepositoryException {
        Map<String, List<ItemId>> byWorkspace = new TreeMap<>();
        mark.items()
                .keySet()
                .forEach(item -> byWorkspace
                        .computeIfAbsent(item.workspace(), w -> new ArrayList<>())
                        .add(item));
        byWorkspace.keySet().retainAll(repository.workspaces());
        for (Map.Entry<String, List<ItemId>> each : byWorkspace.entrySet()) {
            repository.write(each.getKey(), session -> {
                for (ItemId item : each.getValue()) {
                    note(session, item, mark);
                }
                return true;
            });
        }
        written.add(name);
    }

    private static void note(Session session, ItemId item, Mark mark) throws RepositoryException {
        Node node;
        try {
            node = session.getNodeByIdentifier(item.id());
        } catch (ItemNotFoundException e) {
            return; // what editors have removed needs no notes
        }
        boolean isLater = node.hasProperty(LAST_ACTIVATED)
                && node.getProperty(LAST_ACTIVATED).getDate().toInstant().isAfter(mark.at());
        if (node.isNodeType("mgnl:activatable") && !isLater) {
            node.setProperty(LAST_ACTIVATED, calendar(mark.at()));
            node.setProperty("mgnl:lastActivatedBy", mark.by());
            node.setProperty("mgnl:activationStatus", mark.active());
            String version = mark.items().get(item);
            if (!version.isEmpty()) {
                node.setProperty("mgnl:lastActivatedVersion", version);
                node.setProperty("mgnl:lastActivatedVersionCreated", calendar(mark.at()));
            }
        }
    }

    /** Writes the notes that a killed process still owed. */
    void heal() throws RepositoryException {
        for (Map.Entry<String, Mark> each :
                repository.read(ContentRepository.PUBLISHED, Marks::read).entrySet()) {
            write(each.getKey(), each.getValue());
        }
    }

    /** Identifiers of the schedules that what is marked was done for. */
    Set<String> orders() throws RepositoryException {
        Set<String> orders = new HashSet<>();
        repository.read(ContentRepository.PUBLISHED, Marks::read).values().forEach(mark -> orders.add(mark.order()));
        return orders;
    }

    private static Map<String, Mark> read(Session session) throws RepositoryException {
        Map<String, Mark> marks = new TreeMap<>();
        if (session.getRootNode().hasNode(FOLDER)) {
            for (NodeIterator each = session.getRootNode().getNode(FOLDER).getNodes(); each.hasNext(); ) {
                Node node = each.nextNode();
                Map<ItemId, String> items = new TreeMap<>();
                for (Value value : node.getProperty(ITEMS).getValues()) {
                    String[] parts = value.getString().split(SEPARATOR, 2);
                    items.put(ItemId.parse(parts[0]), parts[1]);
                }
                marks.put(
                        node.getName(),
                        new Mark(
                                items,
                                node.getProperty(AT).getDate().toInstant(),
                                node.getProperty(BY).getString(),
                                node.getProperty(ACTIVE).getBoolean(),
                                node.getProperty(ORDER).getString()));
            }
        }
        return marks;
    }
}
