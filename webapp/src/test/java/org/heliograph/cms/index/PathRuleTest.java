package org.heliograph.cms.index;

import java.nio.file.Path;
import java.util.List;
import javax.jcr.Node;
import org.heliograph.cms.content.NodeSnapshot;
import org.heliograph.cms.content.View;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PathRuleTest {

    private static final Search EVERYTHING = new Search(
            View.WORKING, Indexed.WORKSPACE, List.of("mgnl:content"), false, "", List.of(), "", List.of(), 0, 100);

    @TempDir
    private static Path directory;

    private static Indexed indexed;

    @BeforeAll
    static void open() throws Exception {
        indexed = Indexed.open(directory);
        indexed.write(session -> {
            for (String path : List.of("/a", "/a/b", "/a/b/c", "/a/d", "/ab", "/e+f", "/eef", "/储能")) {
                int slash = path.lastIndexOf('/');
                Node parent = slash == 0 ? session.getRootNode() : session.getNode(path.substring(0, slash));
                parent.addNode(path.substring(slash + 1), "mgnl:content");
            }
            return true;
        });
    }

    @AfterAll
    static void close() throws Exception {
        indexed.close();
    }

    @Test
    void withoutARuleNothingIsFound() {
        assertThat(found()).isEmpty();
    }

    @Test
    void theLastRuleThatMatchesHolds() {
        assertThat(found(allow("/a/*"))).containsExactlyInAnyOrder("/a/b", "/a/b/c", "/a/d");
        assertThat(found(allow("/a"), allow("/a/*"), deny("/a/b"))).containsExactlyInAnyOrder("/a", "/a/b/c", "/a/d");
        assertThat(found(allow("/*"), deny("/a/*"), allow("/a/b/c")))
                .containsExactlyInAnyOrder("/a", "/ab", "/e+f", "/eef", "/储能", "/a/b/c");
        assertThat(found(deny("/a/b"), allow("/a/*"))).containsExactlyInAnyOrder("/a/b", "/a/b/c", "/a/d");
        assertThat(found(allow("/*"), deny("/*"))).isEmpty();
    }

    @Test
    void starsAndQuestionMarksStandForCharacters() {
        assertThat(found(allow("/a*"))).containsExactlyInAnyOrder("/a", "/a/b", "/a/b/c", "/a/d", "/ab");
        assertThat(found(allow("/?"))).containsExactly("/a");
        assertThat(found(allow("/?能"))).containsExactly("/储能");
        assertThat(found(allow("*/c"))).containsExactly("/a/b/c");
        assertThat(found(allow("/e?f"))).containsExactlyInAnyOrder("/e+f", "/eef");
    }

    @Test
    void totalsTellNothingOfWhatIsLeftOut() {
        try (Snapshot now = indexed.acquire()) {
            assertThat(now.search(EVERYTHING.among(List.of(allow("/a/*")))).total())
                    .isEqualTo(3);
            assertThat(now.search(EVERYTHING).total()).isEqualTo(8);
        }
    }

    private static PathRule allow(String pattern) {
        return new PathRule(pattern, true);
    }

    private static PathRule deny(String pattern) {
        return new PathRule(pattern, false);
    }

    private static List<String> found(PathRule... rules) {
        try (Snapshot now = indexed.acquire()) {
            return now.search(EVERYTHING.among(List.of(rules))).ids().stream()
                    .flatMap(id -> now.byId(EVERYTHING.view(), EVERYTHING.workspace(), id).stream())
                    .map(NodeSnapshot::path)
                    .toList();
        }
    }
}
