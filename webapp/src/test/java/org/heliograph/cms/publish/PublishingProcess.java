package org.heliograph.cms.publish;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;
import org.heliograph.cms.security.AuditLog;

/** Publishes one set after the other until it is killed, and says first what it finds. */
final class PublishingProcess {

    private static final int BOOKS = 20;
    private static final int AUTHORS = 5;

    private PublishingProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        Published content = Published.open(directory);
        AuditLog.open(directory.resolve("audit"), Clock.systemUTC()).follow(content.repository());
        List<ItemId> items = items(content);
        int round = found(content, items);
        say("found " + round);
        while (true) {
            round++;
            change(content, items, round);
            say("publishing " + round);
            content.publish(Set.of(), items.toArray(ItemId[]::new));
            say("published " + round);
        }
    }

    private static void say(String line) {
        System.out.println(line);
        System.out.flush();
    }

    private static List<ItemId> items(Published content) throws RepositoryException {
        List<ItemId> items = new ArrayList<>();
        for (String workspace : List.of("authors", "books")) {
            content.edit(workspace, session -> {
                boolean books = workspace.equals("books");
                for (int i = 0; i < (books ? BOOKS : AUTHORS); i++) {
                    String name = "i" + i;
                    if (!session.nodeExists("/" + name)) {
                        session.getRootNode().addNode(name, books ? "t:book" : "t:author");
                    }
                }
                for (NodeIterator each = session.getRootNode().getNodes("i*"); each.hasNext(); ) {
                    items.add(new ItemId(workspace, each.nextNode().getIdentifier()));
                }
                return true;
            });
        }
        return items;
    }

    private static void change(Published content, List<ItemId> items, int round) throws RepositoryException {
        for (String workspace : List.of("authors", "books")) {
            content.edit(workspace, session -> {
                for (ItemId item : items) {
                    if (item.workspace().equals(workspace)) {
                        Node node = session.getNodeByIdentifier(item.id());
                        node.setProperty("code", String.valueOf(round));
                        node.setProperty("name", String.valueOf(round));
                        node.setProperty("title", "Round " + round);
                        node.setProperty("title_zh", "第" + round + "轮");
                    }
                }
                return true;
            });
        }
    }

    /** The round that is published, after what was found has been looked at. */
    private static int found(Published content, List<ItemId> items) throws RepositoryException {
        Set<String> rounds = new HashSet<>();
        Set<Instant> noted = new HashSet<>();
        for (ItemId item : items) {
            rounds.add(content.repository().read(ContentRepository.PUBLISHED, session -> {
                Optional<Node> node = PublishedTree.find(session, item);
                return node.isEmpty() ? "0" : node.get().getProperty("code").getString();
            }));
            String seen = content.seen(item, Published.ZH, Published.EN)
                    .flatMap(node -> node.property("code"))
                    .map(code -> code.text())
                    .orElse("0");
            rounds.add(seen);
            noted.add(content.repository().read(View.WORKING.workspace(item.workspace()), session -> {
                Node node = session.getNodeByIdentifier(item.id());
                return node.hasProperty("mgnl:lastActivated")
                        ? node.getProperty("mgnl:lastActivated").getDate().toInstant()
                        : Instant.EPOCH;
            }));
        }
        if (rounds.size() != 1) {
            say("wrong: a set is published in part: " + rounds);
        }
        if (noted.size() != 1 || !noted.contains(last(content))) {
            say("wrong: notes are missing: " + noted + ", " + last(content));
        }
        return Integer.parseInt(rounds.iterator().next());
    }

    /** When the last set was published. */
    private static Instant last(Published content) throws RepositoryException {
        return content.repository().read(ContentRepository.PUBLISHED, session -> {
            Instant last = Instant.EPOCH;
            if (session.nodeExists("/hg:marks")) {
                for (NodeIterator each = session.getNode("/hg:marks").getNodes(); each.hasNext(); ) {
                    Instant at = each.nextNode().getProperty("at").getDate().toInstant();
                    last = at.isAfter(last) ? at : last;
                }
            }
            return last;
        });
    }
}
