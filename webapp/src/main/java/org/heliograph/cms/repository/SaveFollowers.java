package org.heliograph.cms.repository;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.jcr.observation.Event;
import org.heliograph.cms.repository.ContentRepository.SaveListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who hears of saves once the thread that saved has let go of all workspaces, and may write therefore. */
final class SaveFollowers {

    private static final Logger LOG = LoggerFactory.getLogger(SaveFollowers.class);

    private final List<SaveListener> followers = new CopyOnWriteArrayList<>();
    private final ThreadLocal<Work> current = ThreadLocal.withInitial(Work::new);

    private record Saved(String workspace, List<Event> events) {}

    /** What one thread is at. */
    private static final class Work {
        private int depth;
        private List<Saved> saved = new ArrayList<>();
    }

    void add(SaveListener follower) {
        followers.add(follower);
    }

    /** Notes a save of the current thread. */
    void note(String workspace, List<Event> events) {
        Work work = current.get();
        if (work.depth > 0 && !followers.isEmpty()) {
            work.saved.add(new Saved(workspace, events));
        }
    }

    /** The current thread takes hold of a workspace. */
    void begin() {
        current.get().depth++;
    }

    /** The current thread has let go of a workspace; of the last one, if it was that, after which saves are told. */
    void end() {
        Work work = current.get();
        work.depth--;
        if (work.depth == 0) {
            List<Saved> saved = work.saved;
            current.remove();
            saved.forEach(this::tell);
        }
    }

    private void tell(Saved saved) {
        for (SaveListener follower : followers) {
            try {
                follower.saved(saved.workspace(), saved.events());
            } catch (RuntimeException e) {
                // The save has been made, and its caller has to hear so.
                LOG.error("What follows a save of {} failed", saved.workspace(), e);
            }
        }
    }
}
