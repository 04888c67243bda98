package org.heliograph.cms.message;

import java.util.List;
import java.util.Map;
import javax.jcr.RepositoryException;
import org.heliograph.cms.content.View;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.index.Snapshot;
import org.heliograph.cms.published.SnapshotFinder;
import org.heliograph.host.Finder;
import org.heliograph.host.Query;

/** Finds messages in an index of their own, so that none ever comes near the index that the public reads. */
final class IndexFinder implements Finder {

    private final ReadModel messages;

    IndexFinder(ReadModel messages) {
        this.messages = messages;
    }

    @Override
    public Found find(Query query) throws RepositoryException {
        try (Snapshot snapshot = messages.acquire()) {
            return in(snapshot).find(query);
        }
    }

    @Override
    public Map<String, Long> count(Query query, String property) throws RepositoryException {
        try (Snapshot snapshot = messages.acquire()) {
            return in(snapshot).count(query, property);
        }
    }

    private static Finder in(Snapshot snapshot) {
        return new SnapshotFinder(snapshot, View.WORKING, List.of());
    }
}
