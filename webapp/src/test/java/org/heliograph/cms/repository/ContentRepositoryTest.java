package org.heliograph.cms.repository;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.jcr.NoSuchWorkspaceException;
import javax.jcr.RepositoryException;
import org.heliograph.cms.definition.ContentType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ContentRepositoryTest {

    private static final String OE = "https://energy.example/jcr/oe/1.0";

    @TempDir
    private Path directory;

    private ContentRepository repository;

    @BeforeEach
    void open() throws Exception {
        repository = ContentRepository.open(directory);
    }

    @AfterEach
    void close() {
        repository.close();
    }

    private void reopen() throws RepositoryException {
        repository.close();
        repository = ContentRepository.open(directory);
    }

    private static ContentType type(String workspace, String nodeType, Map<String, String> namespaces) {
        return type(workspace, nodeType, namespaces, true);
    }

    private static ContentType type(
            String workspace, String nodeType, Map<String, String> namespaces, boolean autoCreate) {
        return new ContentType(
                workspace,
                "test",
                new ContentType.Datasource(workspace, autoCreate, "/", namespaces),
                new ContentType.Model(
                        nodeType, List.of(), List.of(new ContentType.SubModel("spec", nodeType + "Spec", List.of()))));
    }

    private String addNode(String workspace, String name, String nodeType) throws RepositoryException {
        return repository.write(
                workspace,
                session -> session.getRootNode().addNode(name, nodeType).getIdentifier());
    }

    private boolean exists(String workspace, String path) throws RepositoryException {
        return repository.read(workspace, session -> session.nodeExists(path));
    }

    @Test
    void anEmptyDirectoryBecomesARepositoryWithMagnoliasWorkspacesAndTypes() {
        assertThat(repository.workspaces()).containsAll(ContentRepository.MAGNOLIA_WORKSPACES);
        assertThat(repository.nodeTypes()).contains("mgnl:content", "mgnl:page", "mgnl:user", "nt:base");
    }

    @Test
    void anUnknownWorkspaceIsNamed() {
        for (String workspace : List.of("nowhere", "", " ", "../website", "WEBSITE", "website ", "储能")) {
            assertThatExceptionOfType(NoSuchWorkspaceException.class)
                    .isThrownBy(() -> repository.read(workspace, session -> true))
                    .withMessage(workspace);
            assertThatExceptionOfType(NoSuchWorkspaceException.class)
                    .isThrownBy(() -> repository.write(workspace, session -> true))
                    .withMessage(workspace);
        }
    }

    @Test
    void whatFailsChangesNothing() throws Exception {
        assertThatThrownBy(() -> repository.write("website", session -> {
                    session.getRootNode().addNode("a", "mgnl:page");
                    throw new RepositoryException("on second thoughts");
                }))
                .hasMessage("on second thoughts");
        assertThatThrownBy(() -> repository.write("website", session -> {
                    session.getRootNode().addNode("b", "mgnl:page");
                    throw new IllegalStateException("a bug");
                }))
                .hasMessage("a bug");

        assertThat(exists("website", "/a")).isFalse();
        assertThat(exists("website", "/b")).isFalse();
        addNode("website", "a", "mgnl:page");
        assertThat(exists("website", "/a")).isTrue();
    }

    @Test
    void readingStoresNothing() throws Exception {
        repository.read(
                "website",
                session -> session.getRootNode().addNode("a", "mgnl:page").getPath());

        assertThat(exists("website", "/a")).isFalse();
    }

    @Test
    void aSaveIsHeardOfBeforeItReturns() throws Exception {
        List<String> heard = new ArrayList<>();
        repository.onSave((workspace, events) -> heard.add(workspace + " " + events.size()));

        addNode("website", "a", "mgnl:page");

        assertThat(heard).singleElement().asString().startsWith("website ");
    }

    @Test
    void reopeningKeepsContentWorkspacesAndTypes() throws Exception {
        repository.register(List.of(type("oe-products", "oe:product", Map.of("oe", OE))));
        String id = addNode("oe-products", "a", "oe:product");

        reopen();

        assertThat(repository.workspaces()).contains("oe-products");
        assertThat(repository.nodeTypes()).contains("oe:product", "oe:productSpec");
        assertThat(repository.<String>read(
                        "oe-products",
                        session -> session.getNodeByIdentifier(id).getPath()))
                .isEqualTo("/a");
    }

    @Test
    void twoCannotHaveOneDirectoryOpen() throws Exception {
        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> ContentRepository.open(directory))
                .withMessageContaining(directory.toString());

        addNode("website", "a", "mgnl:page");
        assertThat(exists("website", "/a")).isTrue();
    }

    @Test
    void aFileInPlaceOfTheDirectoryIsNamed() throws Exception {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatExceptionOfType(RepositoryException.class)
                .isThrownBy(() -> ContentRepository.open(file))
                .withMessageContaining(file.toString());
    }

    @Test
    void registeringTwiceIsRegisteringOnce() throws Exception {
        ContentType product = type("oe-products", "oe:product", Map.of("oe", OE));
        repository.register(List.of(product));
        addNode("oe-products", "a", "oe:product");

        repository.register(List.of(product, product));
        reopen();
        repository.register(List.of(product));

        assertThat(exists("oe-products", "/a")).isTrue();
    }

    @Test
    void aModelIsContentAndASubModelAContentNode() throws Exception {
        repository.register(List.of(type("oe-products", "oe:product", Map.of("oe", OE))));

        repository.read("oe-products", session -> {
            var types = session.getWorkspace().getNodeTypeManager();
            assertThat(types.getNodeType("oe:product").isNodeType("mgnl:content"))
                    .isTrue();
            assertThat(types.getNodeType("oe:product").hasOrderableChildNodes()).isTrue();
            assertThat(types.getNodeType("oe:productSpec").isNodeType("mgnl:contentNode"))
                    .isTrue();
            assertThat(types.getNodeType("oe:productSpec").isNodeType("mgnl:content"))
                    .isFalse();
            return true;
        });
    }

    @Test
    void withoutAutoCreateNothingIsRegistered() throws Exception {
        repository.register(List.of(type("oe-products", "oe:product", Map.of("oe", OE), false)));

        assertThat(repository.workspaces()).doesNotContain("oe-products");
        assertThat(repository.nodeTypes()).doesNotContain("oe:product");
    }

    @Test
    void aPrefixThatStandsForSomethingElseCostsItsTypesOnly() throws Exception {
        repository.register(List.of(
                type("first", "oe:first", Map.of("oe", OE)),
                type("second", "oe:second", Map.of("oe", "https://other.example/")),
                type("third", "oe:third", Map.of())));

        assertThat(repository.nodeTypes()).contains("oe:first", "oe:third").doesNotContain("oe:second");
        assertThat(repository.workspaces()).contains("first", "second", "third");
    }

    @Test
    void anUndeclaredPrefixCostsItsTypesOnly() throws Exception {
        repository.register(
                List.of(type("first", "nope:first", Map.of()), type("second", "oe:second", Map.of("oe", OE))));

        assertThat(repository.nodeTypes()).contains("oe:second").doesNotContain("nope:first");
    }

    @Test
    void noContentTypeGivesAKnownNamespaceAnotherPrefix() throws Exception {
        repository.register(List.of(
                type("first", "evil:first", Map.of("evil", "http://www.magnolia.info/jcr/mgnl")),
                type("second", "oe:second", Map.of("oe", OE))));

        assertThat(repository.nodeTypes()).contains("mgnl:content", "oe:second").doesNotContain("evil:content");
        addNode("website", "a", "mgnl:page");
        reopen();
        assertThat(exists("website", "/a")).isTrue();
        assertThat(repository.nodeTypes()).contains("mgnl:content");
    }

    @Test
    void noContentTypeTakesAReservedPrefix() throws Exception {
        for (String prefix : List.of("xml", "xmlfoo", "jcr", "nt", "mix", "")) {
            repository.register(List.of(type("first", prefix + ":first", Map.of(prefix, "https://other.example/"))));

            assertThat(repository.nodeTypes()).doesNotContain(prefix + ":first");
        }
        repository.register(List.of(type("second", "oe:second", Map.of("oe", OE))));
        assertThat(repository.nodeTypes()).contains("oe:second");
    }

    @Test
    void aWorkspaceThatCannotBeMadeCostsItsTypeOnly() throws Exception {
        List<String> impossible = List.of(
                "a/b", "../up", "a b", "a:b", "", " ", "a\u0000b", "*", "储能", ".", "..", "-a", "versions", "Versions");
        List<ContentType> types = new ArrayList<>();
        impossible.forEach(name -> types.add(type(name, "oe:first", Map.of("oe", OE))));
        types.add(type("second", "oe:second", Map.of("oe", OE)));

        repository.register(types);

        assertThat(repository.workspaces()).contains("second").doesNotContainAnyElementsOf(impossible);
        assertThat(repository.nodeTypes()).contains("oe:second").doesNotContain("oe:first");
        assertThat(directory.resolve("up")).doesNotExist();
        reopen();
        assertThat(repository.workspaces()).contains("second");
    }

    @Test
    void aWorkspaceThatDiffersFromAnotherInLetterCaseOnlyIsRefused() throws Exception {
        repository.register(List.of(
                type("products", "oe:product", Map.of("oe", OE)),
                type("PRODUCTS", "oe:other", Map.of("oe", OE)),
                type("Website", "oe:page", Map.of("oe", OE))));

        assertThat(repository.workspaces()).contains("products").doesNotContain("PRODUCTS", "Website");
        assertThat(repository.nodeTypes()).contains("oe:product").doesNotContain("oe:other", "oe:page");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aHalfMadeWorkspaceIsRemovedAndCanBeMadeAgain(boolean withEmptyFile) throws Exception {
        repository.close();
        Path half = Files.createDirectories(directory.resolve("workspaces/oe-products"));
        if (withEmptyFile) {
            Files.createFile(half.resolve("workspace.xml"));
        }

        repository = ContentRepository.open(directory);
        assertThat(half).doesNotExist();

        repository.register(List.of(type("oe-products", "oe:product", Map.of("oe", OE))));
        addNode("oe-products", "a", "oe:product");
        reopen();
        assertThat(exists("oe-products", "/a")).isTrue();
    }

    @Test
    void writesOfManyThreadsFollowOneAnother() throws Exception {
        repository.write(
                "website",
                session -> session.getRootNode()
                        .addNode("counter", "mgnl:content")
                        .setProperty("n", 0)
                        .isNew());
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(this::countToTwenty));
        }

        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        assertThat(repository.<Long>read(
                        "website", session -> session.getProperty("/counter/n").getLong()))
                .isEqualTo(80);
    }

    private void countToTwenty() {
        for (int i = 0; i < 20; i++) {
            try {
                repository.write("website", session -> {
                    var counter = session.getNode("/counter");
                    return counter.setProperty("n", counter.getProperty("n").getLong() + 1)
                            .isNew();
                });
            } catch (RepositoryException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void theSetOfWorkspacesCannotBeChangedFromOutside() {
        assertThatThrownBy(() -> repository.workspaces().remove("website"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThat(Arrays.asList("website", "users")).allMatch(repository.workspaces()::contains);
    }
}
