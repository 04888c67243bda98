package org.heliograph.cms.content;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Comparator;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Optional;
import java.util.TimeZone;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import org.apache.jackrabbit.util.Text;
import org.heliograph.cms.repository.ContentRepository;

/**
 * What editors typed and have not saved yet: for each editor one form an item. It is nobody else's business, and not
 * checked; the form that is offered again is checked when it is saved.
 */
public final class Autosaves {

    /** Forms that are kept of one editor; the oldest ones go first. */
    public static final int MOST = 50;

    private static final String FOLDER = "autosaves";
    private static final String WORKSPACE = "workspace";
    private static final String ITEM = "item";
    private static final String TIME = "time";
    private static final String REVISION = "revision";
    private static final String VALUES = "values";

    private static final ObjectMapper JSON = new ObjectMapper();

    private final ContentRepository repository;
    private final Clock clock;

    /** Keeps forms in a repository. */
    public Autosaves(ContentRepository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * An unsaved form.
     *
     * @param workspace of the item
     * @param item identifier of the item
     * @param time when it was kept
     * @param revision of the item that the form was filled from
     * @param values as the form sent them
     */
    public record Autosave(String workspace, String item, Instant time, String revision, JsonNode values) {}

    /** Keeps a form in the place of the one kept before. */
    public void put(String user, String workspace, String item, String revision, JsonNode values)
            throws RepositoryException {
        repository.write(ContentRepository.INTERNAL, session -> {
            Node folder = Folders.of(session.getRootNode(), FOLDER, folderOf(user));
            String name = name(workspace, item);
            Node form = folder.hasNode(name) ? folder.getNode(name) : folder.addNode(name, Folders.TYPE);
            Calendar now = new GregorianCalendar(TimeZone.getTimeZone("UTC"));
            now.setTimeInMillis(clock.millis());
            form.setProperty(WORKSPACE, workspace);
            form.setProperty(ITEM, item);
            form.setProperty(TIME, now);
            form.setProperty(REVISION, revision);
            form.setProperty(VALUES, values.toString());
            removeOldest(folder, name);
            return form;
        });
    }

    private static String folderOf(String user) {
        return Text.escapeIllegalJcrChars(user);
    }

    private static String name(String workspace, String item) {
        return workspace + "." + item;
    }

    private static void removeOldest(Node folder, String latest) throws RepositoryException {
        List<Node> others = new ArrayList<>();
        for (NodeIterator each = folder.getNodes(); each.hasNext(); ) {
            Node node = each.nextNode();
            if (!node.getName().equals(latest)) {
                others.add(node);
            }
        }
        others.sort(Comparator.comparing(Autosaves::time));
        for (int i = 0; i + MOST <= others.size(); i++) {
            others.get(i).remove();
        }
    }

    private static Instant time(Node form) {
        try {
            return form.getProperty(TIME).getDate().toInstant();
        } catch (RepositoryException e) {
            throw new IllegalStateException("a form has the time when it was kept", e);
        }
    }

    /** The forms of an editor, the latest first. */
    public List<Autosave> of(String user) throws RepositoryException {
        return repository.read(ContentRepository.INTERNAL, session -> {
            List<Autosave> forms = new ArrayList<>();
            String path = "/" + FOLDER + "/" + folderOf(user);
            if (session.nodeExists(path)) {
                for (NodeIterator each = session.getNode(path).getNodes(); each.hasNext(); ) {
                    forms.add(form(each.nextNode()));
                }
            }
            forms.sort(Comparator.comparing(Autosave::time).reversed());
            return forms;
        });
    }

    /** The form of an editor for an item. */
    public Optional<Autosave> find(String user, String workspace, String item) throws RepositoryException {
        return repository.read(ContentRepository.INTERNAL, session -> {
            String path = "/" + FOLDER + "/" + folderOf(user) + "/" + name(workspace, item);
            return session.nodeExists(path) ? Optional.of(form(session.getNode(path))) : Optional.empty();
        });
    }

    private static Autosave form(Node node) throws RepositoryException {
        try {
            return new Autosave(
                    node.getProperty(WORKSPACE).getString(),
                    node.getProperty(ITEM).getString(),
                    time(node),
                    node.getProperty(REVISION).getString(),
                    JSON.readTree(node.getProperty(VALUES).getString()));
        } catch (JsonProcessingException e) {
            throw new RepositoryException("What is kept at " + node.getPath() + " is damaged", e);
        }
    }

    /** Forgets a form, if there is one. */
    public void remove(String user, String workspace, String item) throws RepositoryException {
        if (find(user, workspace, item).isPresent()) {
            repository.write(ContentRepository.INTERNAL, session -> {
                String path = "/" + FOLDER + "/" + folderOf(user) + "/" + name(workspace, item);
                if (session.nodeExists(path)) {
                    session.getNode(path).remove();
                }
                return path;
            });
        }
    }
}
