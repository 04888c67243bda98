package org.heliograph.cms.security;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.heliograph.cms.security.Acl.Entry;

import static org.assertj.core.api.Assertions.assertThat;

/** Who may hand out what: the holder of some rights can never give what those rights do not allow. */
class CoverTest {

    private static final List<String> PATHS = paths(List.of("a", "b", "ab"), 3);

    private static List<String> paths(List<String> names, int depth) {
        List<String> paths = new ArrayList<>(List.of("/"));
        List<String> last = List.of("");
        for (int level = 0; level < depth; level++) {
            List<String> next = new ArrayList<>();
            last.forEach(above -> names.forEach(name -> next.add(above + "/" + name)));
            paths.addAll(next);
            last = next;
        }
        return paths;
    }

    @Provide
    Arbitrary<Acl> lists() {
        Arbitrary<String> patterns = Arbitraries.of(
                "/", "/*", "/a", "/a*", "/a/*", "/a/b", "/a/b/*", "/?", "/?/a", "*", "/*/a", "/ab", "/ab/*", "/b*/a",
                "/a/?b");
        Arbitrary<Long> permissions = Arbitraries.of(0L, 8L, 2L, 10L, 15L, 63L);
        return Combinators.combine(patterns, permissions)
                .as((pattern, sum) -> new Entry(new PathPattern(pattern), sum))
                .list()
                .ofMaxSize(4)
                .map(Acl::of);
    }

    @Property(tries = 5000)
    void whatIsCoveredGrantsNowhereMore(@ForAll("lists") Acl own, @ForAll("lists") Acl granted) {
        if (granted.entries().stream().allMatch(own::covers)) {
            for (String path : PATHS) {
                assertThat(granted.at(path) & ~own.at(path))
                        .as("%s of %s within %s", path, granted, own)
                        .isZero();
            }
        }
    }

    /** Together with what somebody else gets otherwise: what two roles grant together is within as well. */
    @Property(tries = 5000)
    void whatIsCoveredGrantsNowhereMoreTogether(
            @ForAll("lists") Acl own, @ForAll("lists") Acl one, @ForAll("lists") Acl other) {
        if (one.entries().stream().allMatch(own::covers)
                && other.entries().stream().allMatch(own::covers)) {
            Acl both = one.and(other);
            PATHS.forEach(path ->
                    assertThat(both.at(path) & ~own.at(path)).as("%s", path).isZero());
        }
    }

    @Example
    void theWholeCoversItsParts() {
        Rights rights = rights(Map.of("products", Acl.of(List.of(entry("/*", 63)))), Set.of("zh"));

        assertThat(rights.cover(Map.of("products", Acl.of(List.of(entry("/a/*", 15)))), Set.of("zh")))
                .isTrue();
        assertThat(rights.cover(Map.of("products", Acl.of(List.of(entry("/a/*", 15)))), Set.of("en")))
                .isFalse();
        assertThat(rights.cover(Map.of("products", Acl.of(List.of(entry("/a/*", 15)))), Set.of()))
                .as("no language stands for all")
                .isFalse();
        assertThat(rights.cover(Map.of("policies", Acl.of(List.of(entry("/a", 8)))), Set.of("zh")))
                .isFalse();
        assertThat(Rights.ALL.cover(Map.of("policies", Acl.of(List.of(entry("/a", 8)))), Set.of()))
                .isTrue();
        assertThat(Rights.ALL
                        .within(new Rights.Scope(Set.of("*"), Set.of(Permission.READ)))
                        .cover(Map.of(), Set.of()))
                .as("a token hands out nothing")
                .isFalse();
    }

    private static Rights rights(Map<String, Acl> acls, Set<String> languages) {
        return Rights.of(acls, Acl.NONE, languages);
    }

    private static Entry entry(String pattern, long permissions) {
        return new Entry(new PathPattern(pattern), permissions);
    }
}
