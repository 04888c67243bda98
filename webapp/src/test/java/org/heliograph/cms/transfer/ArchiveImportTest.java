package org.heliograph.cms.transfer;

import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import org.heliograph.cms.repository.Bootstrap;
import org.heliograph.cms.security.Rights;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What an import does beside content that is there already, and what it refuses. */
class ArchiveImportTest {

    @TempDir
    private Path directory;

    private Hosted host;
    private Path archive;

    @BeforeEach
    void exportTheSamples() throws Exception {
        host = new Hosted(directory.resolve("host"));
        new Bootstrap(host.repository, (workspace, paths) -> {}).importSamples();
        archive = host.export(host.everything(), directory.resolve("archive"));
    }

    @AfterEach
    void close() {
        host.close();
    }

    @Test
    void aDryRunCountsFieldByFieldAndWritesNothing() throws Exception {
        change("topics", "/carbon-market", node -> node.setProperty("title_zh", "改过的标题"));
        change("topics", "/carbon-market", node -> node.setProperty("extra", "mine"));
        change("topics", "/wind-power", Node::remove);
        List<String> saves = new ArrayList<>();
        host.repository.onSave((workspace, events) -> saves.add(workspace));

        ImportReport report = host.check(archive, ImportMode.ADD);

        assertThat(report.obstacles()).isEmpty();
        assertThat(report.added()).isEqualTo(1);
        assertThat(report.changed()).isEqualTo(1);
        assertThat(report.unchanged()).isEqualTo(131);
        assertThat(report.fields()).containsExactly(Map.entry("topics:title_zh", 1L));
        assertThat(report.kept()).isEqualTo(1);
        assertThat(report.lost()).isEmpty();
        assertThat(report.isDone()).isFalse();
        assertThat(saves).isEmpty();
    }

    @Test
    void addingRemovesNothing() throws Exception {
        change("topics", "/carbon-market", node -> node.setProperty("extra", "mine"));
        change("topics", "/", root -> root.addNode("own", "hg:topic").setProperty("title", "Own"));

        host.run(archive, ImportMode.ADD);

        assertThat(text("topics", "/carbon-market/extra")).isEqualTo("mine");
        assertThat(text("topics", "/own/title")).isEqualTo("Own");
    }

    @Test
    void aMirrorListsWhatIsLostAndThenRemovesIt() throws Exception {
        change("topics", "/carbon-market", node -> node.setProperty("extra", "mine"));
        change("topics", "/", root -> root.addNode("own", "hg:topic").setProperty("title", "Own"));

        ImportReport report = host.check(archive, ImportMode.MIRROR);
        assertThat(report.lost()).containsExactlyInAnyOrder("topics:/carbon-market/extra", "topics:/own");
        assertThat(text("topics", "/own/title")).isEqualTo("Own");
        host.run(archive, ImportMode.MIRROR);

        assertThat(host.repository.<Boolean>read("topics", session -> session.nodeExists("/own")))
                .isFalse();
        Path again = host.export(host.everything(), directory.resolve("again"));
        assertThat(Hosted.files(again)).isEqualTo(Hosted.files(archive));
    }

    @Test
    void aRenamedItemGoesBackToItsPlace() throws Exception {
        host.repository.write("topics", session -> {
            session.move("/carbon-market", "/renamed");
            return true;
        });

        ImportReport report = host.run(archive, ImportMode.ADD);

        assertThat(report.moved()).isEqualTo(1);
        Path again = host.export(host.everything(), directory.resolve("again"));
        assertThat(Hosted.files(again)).isEqualTo(Hosted.files(archive));
    }

    @Test
    void anItemInTheWayIsNamed() throws Exception {
        change("topics", "/carbon-market", Node::remove);
        change("topics", "/", root -> root.addNode("carbon-market", "hg:topic"));

        ImportReport report = host.run(archive, ImportMode.ADD);

        assertThat(report.isDone()).isFalse();
        assertThat(report.obstacles()).extracting(Finding::id).containsExactly("place-taken");
        assertThat(report.obstacles().get(0).line(Locale.CHINESE)).contains("topics:/carbon-market");
    }

    @Test
    void oneLanguageLeavesTheOtherAlone() throws Exception {
        Path chinese = host.export(
                host.selection(List.of("topics"), List.of(), List.of("zh"), false), directory.resolve("zh"));
        assertThat(Files.readString(chinese.resolve("topics/topics.carbon-market.yaml")))
                .contains("title_zh")
                .doesNotContain("'title'");
        change("topics", "/carbon-market", node -> {
            node.setProperty("title", "Changed");
            node.setProperty("title_zh", "改过");
        });

        host.run(chinese, ImportMode.MIRROR);

        assertThat(text("topics", "/carbon-market/title")).isEqualTo("Changed");
        assertThat(text("topics", "/carbon-market/title_zh")).isNotEqualTo("改过");
    }

    @Test
    void whatAnItemRefersToGoesAlong() throws Exception {
        Path one = host.export(
                host.selection(List.of(), List.of("products:/flat-roof-ballast-east-west"), List.of(), true),
                directory.resolve("one"));

        assertThat(Hosted.files(one).keySet())
                .contains("products/products.flat-roof-ballast-east-west.yaml")
                .anyMatch(name -> name.startsWith("product-categories/"))
                .hasSizeLessThan(60);
        try (Hosted other = new Hosted(directory.resolve("other"))) {
            ImportReport report = other.run(one, ImportMode.ADD);
            assertThat(report.isDone()).isTrue();
            assertThat(report.notes()).isEmpty();
        }
    }

    @Test
    void whatIsReferredToAndMissingIsNamedWithLineAndColumn() throws Exception {
        Path one = host.export(
                host.selection(List.of(), List.of("products:/flat-roof-ballast-east-west"), List.of(), false),
                directory.resolve("one"));
        try (Hosted other = new Hosted(directory.resolve("other"))) {
            ImportReport report = other.check(one, ImportMode.ADD);

            assertThat(report.isPossible()).isTrue();
            assertThat(report.notes()).extracting(Finding::id).contains("mention-missing");
            assertThat(report.notes().get(0).place()).matches("products/products\\.flat-roof.*\\.yaml:\\d+:\\d+");
        }
    }

    @Test
    void whoMayNotWriteIsToldWhere() throws Exception {
        change("topics", "/carbon-market", node -> node.setProperty("title", "Changed"));

        ImportReport report = host.run(archive, ImportMode.ADD, Rights.NONE);

        assertThat(report.isDone()).isFalse();
        assertThat(report.obstacles()).isNotEmpty().extracting(Finding::id).containsOnly("not-allowed");
        assertThat(text("topics", "/carbon-market/title")).isEqualTo("Changed");
    }

    @Test
    void aChangedFileIsRefusedBeforeAnythingIsWritten() throws Exception {
        Path file = archive.resolve("topics/topics.carbon-market.yaml");
        Files.writeString(file, Files.readString(file).replace("'title':", "'titel':"));
        change("topics", "/wind-power", Node::remove);

        ImportReport report = host.run(archive, ImportMode.ADD);

        assertThat(report.obstacles()).extracting(Finding::id).containsExactly("file-changed");
        assertThat(host.repository.<Boolean>read("topics", session -> session.nodeExists("/wind-power")))
                .isFalse();
    }

    @Test
    void aFaultInAFileHasLineAndColumn() throws Exception {
        rewrite(
                "topics/topics.carbon-market.yaml",
                "'carbon-market':\n  'jcr:primaryType': 'no:such'\n  'a': [1, x]\n");

        ImportReport report = host.run(archive, ImportMode.ADD);

        assertThat(report.obstacles()).hasSize(1);
        assertThat(report.obstacles().get(0).line(Locale.ENGLISH))
                .startsWith("topics/topics.carbon-market.yaml:3:12: 'a' has an inhomogeneous type");
    }

    @Test
    void unknownAndForeignNodeTypesAreRefused() throws Exception {
        String id = host.repository.read(
                "topics", session -> session.getNode("/carbon-market").getIdentifier());
        for (Map.Entry<String, String> type : Map.of(
                        "no:such",
                        "node-type-missing",
                        "nt:version",
                        "node-type-no-item",
                        "mgnl:contentNode",
                        "node-type-no-item")
                .entrySet()) {
            rewrite(
                    "topics/topics.carbon-market.yaml",
                    "'carbon-market':\n  'jcr:primaryType': '" + type.getKey() + "'\n  'jcr:uuid': '" + id + "'\n");

            assertThat(host.check(archive, ImportMode.REPLACE).obstacles())
                    .extracting(Finding::id)
                    .contains(type.getValue());
        }
    }

    @Test
    void richTextThatRunsInBrowsersIsRefused() throws Exception {
        String file = "products/products.flat-roof-ballast-east-west.yaml";
        String id = host.repository.read(
                "products",
                session -> session.getNode("/flat-roof-ballast-east-west").getIdentifier());
        for (String html : List.of(
                "<script>alert(1)</script>",
                "<img src=x onerror=alert(1)>",
                "<a href=\"java\tscript:alert(1)\">x</a>",
                "<svg/onload=alert(1)>",
                "<p><iframe src=x></iframe></p>")) {
            rewrite(
                    file,
                    "'flat-roof-ballast-east-west':\n  'jcr:primaryType': 'hg:product'\n  'jcr:uuid': '" + id
                            + "'\n  'body_zh': \"" + html.replace("\"", "\\\"") + "\"\n");

            assertThat(host.check(archive, ImportMode.ADD).obstacles())
                    .as(html)
                    .extracting(Finding::id)
                    .containsExactly("markup-unsafe");
        }
    }

    @Test
    void namesThatLeadOutOfTheArchiveAreRefused() throws Exception {
        String manifest = Files.readString(archive.resolve("manifest.json"));
        for (String name : List.of(
                "../secret.yaml", "/etc/secret.yaml", "topics/../../x.yaml", "a/b/c.yaml", "topics\\\\x.yaml")) {
            Files.writeString(
                    archive.resolve("manifest.json"), manifest.replace("topics/topics.carbon-market.yaml", name));

            assertThatThrownBy(() -> host.check(archive, ImportMode.ADD))
                    .as(name)
                    .isInstanceOf(TransferException.class)
                    .hasMessageContaining("cannot be one");
        }
    }

    @Test
    void aLinkOutOfTheArchiveIsRefused() throws Exception {
        Path secret = Files.writeString(directory.resolve("secret"), "secret");
        Path file = archive.resolve("topics/topics.carbon-market.yaml");
        Files.delete(file);
        Files.createSymbolicLink(file, secret);

        assertThat(host.check(archive, ImportMode.ADD).obstacles())
                .extracting(Finding::id)
                .containsExactly("file-outside");
    }

    @Test
    void bombsAndTwinsAndTraversalInAZipAreRefused() throws Exception {
        assertRefused("traversal", "file-outside", zip -> put(zip, "../x.yaml", "x"));
        assertRefused("absolute", "file-outside", zip -> put(zip, "/x.yaml", "x"));
        assertRefused("bomb", "zip-bomb", zip -> {
            zip.putNextEntry(new ZipEntry("topics/bomb.yaml"));
            for (int i = 0; i < 300; i++) {
                zip.write(new byte[100_000]);
            }
            zip.closeEntry();
        });
        Path twins = directory.resolve("twins.zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(twins))) {
            put(zip, "a/x.yaml", "one");
            put(zip, "a/y.yaml", "two");
        }
        byte[] bytes = Files.readAllBytes(twins);
        String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("a/y.yaml", "a/x.yaml");
        Files.write(twins, text.getBytes(StandardCharsets.ISO_8859_1));
        assertThatThrownBy(() -> Archive.open(twins))
                .isInstanceOfSatisfying(
                        TransferException.class,
                        e -> assertThat(e.finding().id()).isEqualTo("zip-entry-twice"));
        Path broken = Files.writeString(directory.resolve("broken.zip"), "PK no zip");
        assertThatThrownBy(() -> Archive.open(broken))
                .isInstanceOfSatisfying(
                        TransferException.class,
                        e -> assertThat(e.finding().id()).isEqualTo("zip-malformed"));
    }

    private void assertRefused(String name, String id, Content content) throws Exception {
        Path file = directory.resolve(name + ".zip");
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            content.to(zip);
        }
        assertThatThrownBy(() -> Archive.open(file))
                .isInstanceOfSatisfying(
                        TransferException.class,
                        e -> assertThat(e.finding().id()).isEqualTo(id));
    }

    private interface Content {
        void to(ZipOutputStream zip) throws IOException;
    }

    private static void put(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    @Test
    void accountsAreNeverExported() {
        for (String workspace : List.of("users", "userroles", "config", "published", "heliograph")) {
            assertThatThrownBy(() -> host.selection(List.of(workspace), List.of(), List.of(), false))
                    .isInstanceOf(TransferException.class);
        }
    }

    @Test
    void everyTextIsThereInBothLanguages() throws Exception {
        var english = new Properties();
        var chinese = new Properties();
        try (var en = Finding.class.getResourceAsStream("findings_en.properties");
                var zh = Finding.class.getResourceAsStream("findings_zh.properties")) {
            english.load(new InputStreamReader(en, StandardCharsets.UTF_8));
            chinese.load(new InputStreamReader(zh, StandardCharsets.UTF_8));
        }
        assertThat(english.keySet()).isEqualTo(chinese.keySet());
        assertThat(new Finding("workspace-unknown", "", List.of("x", "y")).text(Locale.CHINESE))
                .contains("工作区");
    }

    /** Gives a file of the archive another content, and the manifest its digest. */
    private void rewrite(String name, String content) throws Exception {
        Path file = archive.resolve(name);
        Path manifest = archive.resolve("manifest.json");
        String old = Digests.of(Files.readString(file));
        long size = Files.size(file);
        Files.writeString(file, content);
        Files.writeString(
                manifest,
                Files.readString(manifest)
                        .replace(
                                "\"bytes\":" + size + ",\"sha256\":\"" + old,
                                "\"bytes\":" + Files.size(file) + ",\"sha256\":\"" + Digests.of(content)));
    }

    private interface Change {
        void of(Node node) throws RepositoryException;
    }

    private void change(String workspace, String path, Change change) throws RepositoryException {
        host.repository.write(workspace, session -> {
            change.of(session.getNode(path));
            return path;
        });
    }

    private String text(String workspace, String path) throws RepositoryException {
        return host.repository.read(
                workspace, session -> session.getProperty(path).getString());
    }
}
