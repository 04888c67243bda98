package org.heliograph.cms.published;

import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.heliograph.cms.content.View;
import org.heliograph.cms.repository.ContentRepository;

/** Counts what may have changed what everybody may read. A change that was counted is seen by what is read afterwards. */
public final class Changes implements LongSupplier {

    private final AtomicLong count = new AtomicLong();

    /**
     * Begins to count saves. To be made after the index that is read, which hears of saves first then.
     *
     * @param delivered the state of the content that everybody is shown
     */
    public Changes(ContentRepository repository, View delivered) {
        repository.onSave((workspace, events) -> {
            if (delivered == View.WORKING || workspace.equals(ContentRepository.PUBLISHED)) {
                add();
            }
        });
    }

    /** Counts a change that is no save, such as one of definitions. */
    public void add() {
        count.incrementAndGet();
    }

    @Override
    public long getAsLong() {
        return count.get();
    }
}
