package org.heliograph.cms.site;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.heliograph.cms.definition.Definitions;
import org.heliograph.cms.delivery.Answer;
import org.heliograph.cms.index.ReadModel;
import org.heliograph.cms.security.Rights;
import org.jspecify.annotations.Nullable;

/**
 * The pages that were asked for lately, as they are sent. A page is found by its address and by those parameters alone that
 * its scripts look at, so that others, such as those of campaigns, neither make it anew nor push out other pages.
 */
final class PageAnswers {

    private static final int NAME_WEIGHT = 64;

    private final ReadModel readModel;
    private final Cache<Key, Kept> kept;

    /** @param maxBytes of memory that they may take */
    PageAnswers(ReadModel readModel, long maxBytes) {
        this.readModel = readModel;
        this.kept = Caffeine.newBuilder()
                .maximumWeight(maxBytes)
                .weigher((Key key, Kept page) -> key.weight() + page.weight())
                .build();
    }

    /**
     * Who asks for what.
     *
     * @param path below the context path, decoded
     * @param rights of the caller, the same for all where they do not matter
     * @param author whether the caller edits pages
     * @param editing whether the page is edited
     */
    record Address(Definitions definitions, String path, Rights rights, boolean author, boolean editing) {

        /** Definitions are compared by identity. */
        @Override
        public boolean equals(Object other) {
            return other instanceof Address that
                    && definitions == that.definitions
                    && author == that.author
                    && editing == that.editing
                    && path.equals(that.path)
                    && rights.equals(that.rights);
        }

        @Override
        public int hashCode() {
            return path.hashCode();
        }
    }

    private record Key(Address address, Map<String, List<String>> parameters) {

        int weight() {
            int characters = parameters.entrySet().stream()
                    .mapToInt(entry -> entry.getKey().length()
                            + entry.getValue().stream().mapToInt(String::length).sum())
                    .sum();
            return 128 + 2 * (address.path().length() + characters);
        }
    }

    /**
     * @param names of the parameters that the page looks at; empty where it was made for those that it looks at
     * @param everything whether it looks at all of them
     */
    private record Kept(
            Set<String> names, boolean everything, @Nullable Answer answer) {

        int weight() {
            return NAME_WEIGHT * (1 + names.size()) + (answer == null ? 0 : answer.weight());
        }
    }

    /** The page, if it is there and would be the same if it were made now. */
    Optional<Answer> find(Address address, Map<String, List<String>> parameters) {
        Kept first = kept.getIfPresent(new Key(address, Map.of()));
        if (first == null) {
            return Optional.empty();
        }
        Map<String, List<String>> relevant = relevant(parameters, first.names(), first.everything());
        Kept found = relevant.isEmpty() ? first : kept.getIfPresent(new Key(address, relevant));
        return Optional.ofNullable(found).map(Kept::answer).filter(answer -> readModel.isCurrent(answer.basis()));
    }

    /** @param request that noted which parameters the page looked at */
    void keep(Address address, Map<String, List<String>> parameters, PageRequest request, Answer answer) {
        Key bare = new Key(address, Map.of());
        Kept before = kept.getIfPresent(bare);
        Set<String> names = request.asked();
        boolean everything = request.isAskedForAll();
        if (before != null) {
            names = new java.util.TreeSet<>(names);
            names.addAll(before.names());
            everything |= before.everything();
        }
        Map<String, List<String>> relevant = relevant(parameters, names, everything);
        if (relevant.isEmpty()) {
            kept.put(bare, new Kept(names, everything, answer));
        } else {
            kept.put(bare, new Kept(names, everything, before == null ? null : before.answer()));
            kept.put(new Key(address, relevant), new Kept(Set.of(), false, answer));
        }
    }

    private static Map<String, List<String>> relevant(
            Map<String, List<String>> parameters, Set<String> names, boolean everything) {
        if (parameters.isEmpty()) {
            return Map.of();
        }
        Map<String, List<String>> relevant = new TreeMap<>(parameters);
        if (!everything) {
            relevant.keySet().retainAll(names);
        }
        return relevant;
    }
}
