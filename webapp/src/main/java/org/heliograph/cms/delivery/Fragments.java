package org.heliograph.cms.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.heliograph.cms.index.ReadModel;
import org.jspecify.annotations.Nullable;

/**
 * The JSON of the nodes that were asked for lately. A list whose order is new, or of which one item changed, is put
 * together from it.
 */
final class Fragments {

    private final ReadModel readModel;
    private final Cache<Fragment.Key, Fragment> kept;

    /** @param maxBytes of memory that they may take */
    Fragments(ReadModel readModel, long maxBytes) {
        this.readModel = readModel;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Fragment.Key key, Fragment fragment) -> fragment.weight())
                .build();
    }

    /** Makes a fragment. */
    @FunctionalInterface
    interface Making {
        Fragment make() throws IOException;
    }

    /**
     * The fragment as it would be made now. Of many who ask for one that is not kept one makes it, and the others wait:
     * together they would need the time and the memory many times over.
     *
     * @throws IOException as the making throws it
     */
    Fragment get(Fragment.Key key, Making making) throws IOException {
        Optional<Fragment> fragment = current(kept.getIfPresent(key));
        if (fragment.isPresent()) {
            return fragment.get();
        }
        try {
            return kept.asMap().compute(key, (k, there) -> current(there).orElseGet(() -> made(making)));
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private Optional<Fragment> current(@Nullable Fragment fragment) {
        return Optional.ofNullable(fragment).filter(there -> readModel.isCurrent(there.basis()));
    }

    private static Fragment made(Making making) {
        try {
            return making.make();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
