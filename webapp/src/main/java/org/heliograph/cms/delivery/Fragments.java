package org.heliograph.cms.delivery;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.Optional;
import org.heliograph.cms.index.ReadModel;

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

    /** The fragment, if it is still what would be made now. */
    Optional<Fragment> get(Fragment.Key key) {
        return Optional.ofNullable(kept.getIfPresent(key)).filter(fragment -> readModel.isCurrent(fragment.basis()));
    }

    Fragment keep(Fragment.Key key, Fragment fragment) {
        kept.put(key, fragment);
        return fragment;
    }
}
