package org.heliograph.message;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import javax.jcr.Node;
import javax.jcr.NodeIterator;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

/**
 * Where messages of a day lie: in a folder {@code yyyy/MM/dd} (UTC), and once it is full in numbered folders below it, so
 * that no node has so many children that adding one more takes long. Remembers how full the last folder is; for one thread.
 */
final class DayFolders {

    /** Messages in a folder. */
    static final int FULL = 1000;

    private static final String FOLDER = "mgnl:folder";

    private LocalDate day = LocalDate.EPOCH;
    private String path = "";
    private int children;

    /** Forgets what is remembered: what was added was not saved, or somebody else adds too. */
    void forget() {
        day = LocalDate.EPOCH;
    }

    /** The folder for one more message, which is counted. */
    Node next(Session session, Instant receivedAt) throws RepositoryException {
        LocalDate wanted = receivedAt.atZone(ZoneOffset.UTC).toLocalDate();
        if (!wanted.equals(day)) {
            Node folder = lastOf(folderOf(session, wanted));
            day = wanted;
            path = folder.getPath();
            children = childrenOf(folder);
        }
        if (children >= FULL) {
            Node folder = lastOf(folderOf(session, wanted));
            path = folder.getPath();
            children = childrenOf(folder);
        }
        children++;
        return session.getNode(path);
    }

    private static Node folderOf(Session session, LocalDate day) throws RepositoryException {
        Node year = child(session.getRootNode(), String.format(Locale.ROOT, "%04d", day.getYear()));
        Node month = child(year, String.format(Locale.ROOT, "%02d", day.getMonthValue()));
        return child(month, String.format(Locale.ROOT, "%02d", day.getDayOfMonth()));
    }

    private static Node child(Node parent, String name) throws RepositoryException {
        return parent.hasNode(name) ? parent.getNode(name) : parent.addNode(name, FOLDER);
    }

    /** The day's own folder while it has room, or else the first numbered one that has. */
    private static Node lastOf(Node dayFolder) throws RepositoryException {
        Node folder = dayFolder;
        for (int number = 2; childrenOf(folder) >= FULL; number++) {
            folder = child(dayFolder, String.format(Locale.ROOT, "part-%04d", number));
        }
        return folder;
    }

    private static int childrenOf(Node folder) throws RepositoryException {
        NodeIterator nodes = folder.getNodes();
        long size = nodes.getSize();
        if (size >= 0) {
            return (int) Math.min(size, Integer.MAX_VALUE);
        }
        int count = 0;
        for (; nodes.hasNext(); nodes.nextNode()) {
            count++;
        }
        return count;
    }
}
