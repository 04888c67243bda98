package org.heliograph.cms.transfer;

import java.io.ByteArrayInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import javax.jcr.Node;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import org.heliograph.cms.repository.Bootstrap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/** Exported, imported into an empty host and exported again, content makes the same bytes. */
class ArchiveRoundTripTest {

    private static final Path ORACLE = Path.of("../../shared/magnolia-oracle/content");

    private static final List<String> NAMES = List.of(
            "clamp", "储能系统", "𠮷野家", "a.b", ".hidden", "yes", "1", "a b", "名".repeat(60), "q?", "it's", "e\u0301");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"archive", "archive.zip"})
    void theSamplesComeBackByteForByte(String form) throws Exception {
        try (Hosted first = new Hosted(directory.resolve("first"))) {
            new Bootstrap(first.repository, (workspace, paths) -> {}).importSamples();
            assertComesBack(first, form);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"archive", "archive.zip"})
    void contentOfMagnoliaComesBackByteForByte(String form) throws Exception {
        assumeThat(ORACLE).isDirectory();
        Path content = Files.createDirectory(directory.resolve("content"));
        try (Stream<Path> files = Files.list(ORACLE)) {
            for (Path file : files.toList()) {
                if (!file.getFileName().toString().startsWith("user")) {
                    Files.copy(file, content.resolve(file.getFileName()));
                }
            }
        }
        try (Hosted first = new Hosted(directory.resolve("first"))) {
            new Bootstrap(first.repository, (workspace, paths) -> {}).importDirectory(content);
            assertComesBack(first, form);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void anyGraphComesBackByteForByte(long seed) throws Exception {
        try (Hosted first = new Hosted(directory.resolve("first"))) {
            Random random = new Random(seed);
            for (String workspace : List.of("products", "dam", "policies")) {
                first.repository.write(workspace, session -> {
                    grow(session, session.getRootNode(), random, 3);
                    return workspace;
                });
            }
            assertComesBack(first, "archive");
        }
    }

    private void assertComesBack(Hosted first, String form) throws Exception {
        Path archive = first.export(first.everything(), directory.resolve(form));
        try (Hosted second = new Hosted(directory.resolve("second"))) {
            ImportReport report = second.run(archive, ImportMode.ADD);
            assertThat(report.obstacles()).isEmpty();
            assertThat(report.isDone()).isTrue();
            assertThat(report.added()).isPositive();

            Path again = second.export(second.everything(), directory.resolve("again-" + form));

            if (form.endsWith(".zip")) {
                assertThat(again).hasSameBinaryContentAs(archive);
            } else {
                assertThat(Hosted.files(again)).isEqualTo(Hosted.files(archive));
            }
            assertSecondImportChangesNothing(second, archive);
        }
    }

    private static void assertSecondImportChangesNothing(Hosted host, Path archive) throws Exception {
        List<String> saves = new ArrayList<>();
        host.repository.onSave((workspace, events) -> saves.add(workspace + events));
        for (ImportMode mode : ImportMode.values()) {
            ImportReport report = host.run(archive, mode);
            assertThat(report.isDone()).isTrue();
            assertThat(report.added() + report.changed() + report.moved() + report.reordered() + report.lostCount())
                    .as("%s %s", report.fields(), report.lost())
                    .isZero();
            assertThat(saves).isEmpty();
        }
    }

    private static void grow(Session session, Node parent, Random random, int depth) throws RepositoryException {
        for (int i = random.nextInt(5); i >= 0; i--) {
            String name = NAMES.get(random.nextInt(NAMES.size()));
            if (parent.hasNode(name)) {
                continue;
            }
            Node node =
                    random.nextBoolean() ? parent.addNode(name, "mgnl:folder") : item(session, parent, name, random);
            if (depth > 0) {
                grow(session, node, random, depth - 1);
            }
            if (random.nextInt(3) == 0) {
                parent.orderBefore(name, parent.getNodes().nextNode().getName());
            }
        }
    }

    private static Node item(Session session, Node parent, String name, Random random) throws RepositoryException {
        Node item = parent.addNode(name, "hg:product");
        item.setProperty("title", "It's " + random.nextInt());
        item.setProperty("title_zh", "产品：" + random.nextInt() + " 𠮷");
        item.setProperty("body", "<p>one</p>\n<p>two</p>");
        item.setProperty("weight", random.nextDouble());
        item.setProperty("mgnl:activationStatus", true);
        if (random.nextInt(3) == 0) {
            item.setProperty("price", "1.10", PropertyType.DECIMAL);
        }
        if (random.nextInt(3) == 0) {
            item.setProperty("self", item);
        }
        if (random.nextInt(3) == 0 && parent.getDepth() > 0 && !parent.hasProperty("later")) {
            // From an item that comes before.
            parent.setProperty("later", item);
        }
        Node rows = item.addNode("materials", "mgnl:contentNode");
        for (int row = random.nextInt(3); row >= 0; row--) {
            rows.addNode("materials" + row, "mgnl:contentNode")
                    .setProperty("part", UUID.randomUUID().toString());
        }
        if (random.nextInt(3) == 0) {
            byte[] bytes = new byte[random.nextInt(40_000)];
            random.nextBytes(bytes);
            Node resource = item.addNode("jcr:content", "mgnl:resource");
            resource.setProperty("jcr:data", session.getValueFactory().createBinary(new ByteArrayInputStream(bytes)));
        }
        return item;
    }

    @Test
    void anExportReplacesTheOneBeforeAndNothingElse() throws Exception {
        try (Hosted host = new Hosted(directory.resolve("first"))) {
            new Bootstrap(host.repository, (workspace, paths) -> {}).importSamples();
            Path archive = host.export(host.everything(), directory.resolve("archive"));
            Files.writeString(archive.resolve("README.md"), "mine");
            host.repository.write("topics", session -> {
                session.getNode("/carbon-market").remove();
                return true;
            });

            host.export(host.everything(), archive);

            assertThat(archive.resolve("README.md")).hasContent("mine");
            assertThat(archive.resolve("topics/topics.carbon-market.yaml")).doesNotExist();
            assertThat(new TreeMap<>(Hosted.files(archive))).hasSizeGreaterThan(50);
        }
    }
}
